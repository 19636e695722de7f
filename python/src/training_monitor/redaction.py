"""Keeps secrets out of a run's configuration: the text of whatever is named like a key, token or password."""

from __future__ import annotations

import re
from typing import Mapping

REDACTED = "[redacted]"
_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+")
_SECRET = {"apikey", "apikeys", "password", "passwords", "passwd", "passphrase", "passphrases", "secret", "secrets"}
_SECRET |= {"credential", "credentials", "authorization"}
_OF_DATA = set("sort primary foreign metric monitor image text label input output column group".split())
"""What comes before "key" where it names a column or an entry. C# has the same words."""
_OF_TEXT = set("pad eos bos unk sep cls mask per special stop start end begin new added extra image img prompt vocab max min num".split())
"""What comes before "token" where it is a piece of text."""
_IN_URL = re.compile(r"(?<=://)[^/@\s:]*:[^/@\s]+(?=@)")


def redacted(value: object, name: str = "") -> object:
    """``value`` without secrets. Numbers stay: ``max_tokens=512`` is no secret, ``hf_token="hf_…"`` is."""
    if isinstance(value, Mapping):
        return {key: redacted(item, str(key)) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [redacted(item, name) for item in value]
    if isinstance(value, str):
        return REDACTED if value and names_secret(name) else _IN_URL.sub(REDACTED, value)
    return value


def names_secret(name: str) -> bool:
    words = [word.lower() for word in _WORD.findall(name)]
    return any(
        word in _SECRET
        or (word in ("key", "keys") and before not in _OF_DATA)
        or (word in ("token", "tokens") and before not in _OF_TEXT)
        for before, word in zip([""] + words, words)
    )
