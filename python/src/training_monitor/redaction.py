"""Keeps secrets out of a run's configuration: the text of whatever is named like a key, token or password."""

from __future__ import annotations

import re
from typing import Mapping

REDACTED = "[redacted]"
_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+")
_SECRET = {"token", "secret", "password", "passwd", "passphrase", "credential", "credentials", "apikey", "authorization"}
_KEY_OF = {"api", "access", "secret", "private", "auth", "encryption", "signing", "account", "ssh", "license"}
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
    if _SECRET.intersection(words) or words == ["key"]:
        return True
    return any(word == "key" and index and words[index - 1] in _KEY_OF for index, word in enumerate(words))
