"""JSON for the wire and the journal, of which every string is text that the server takes.

A NUL is sent as its picture, U+2400, and a lone surrogate (what Python makes of bytes that are no UTF-8) as U+FFFD, so
that nothing a script prints, raises or is configured with is refused for it.
"""

from __future__ import annotations

import json
import re

_ESCAPES = re.compile(r"\\\\|\\u0000|\\ud[89ab]..(?:\\ud[c-f]..)?|\\ud[c-f]..")


def encode(value: object) -> bytes:
    """``value`` as compact JSON in ASCII; raises as ``json.dumps`` does."""
    text = json.dumps(value, separators=(",", ":"))
    if "\\u0000" in text or "\\ud" in text:
        text = _ESCAPES.sub(_as_text, text)
    return text.encode()


def _as_text(escape: "re.Match[str]") -> str:
    found = escape.group()
    if found == "\\u0000":
        return "\\u2400"
    return "\\ufffd" if len(found) == 6 else found
