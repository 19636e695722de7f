"""What is in a checkpoint file, found without executing any of it."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import Any, Dict, List, NamedTuple, Optional, Sequence

_CHUNK = 1 << 20
_MOST_TENSORS = 5000


class Finding(NamedTuple):
    size: int
    sha256: Optional[str]
    format: str
    structure: Optional[Dict[str, Any]]
    validity: str
    reason: Optional[str]


def inspect_file(path: Path, required_keys: Sequence[str] = ()) -> Finding:
    """Size, SHA-256, structure and validity of ``path``; never raises."""
    from .formats import NOT_WHOLE, READERS  # what they need takes longer to import than a short script's whole logging

    name = path.suffix.lower()
    format_name = {".pth": "pt"}.get(name, name.lstrip(".") or "file")
    try:
        before = os.stat(path)
        sha256 = hash_file(path)
    except OSError as error:
        return Finding(0, None, format_name, None, "missing", str(error))
    structure, reason = None, None
    validity = "unverified"
    reader = READERS.get(name)
    if reader is not None:
        try:
            structure = reader(path)
            validity = "valid" if structure is not None else "unverified"
            reason = None if structure is not None else "torch.save's old format: size and hash only"
        except NOT_WHOLE as error:
            validity, reason = "invalid", f"not a whole {format_name} file: {str(error)[:200] or type(error).__name__}"
    if structure is not None:
        missing = _missing(structure, required_keys)
        if missing:
            validity, reason = "invalid", f"missing {', '.join(missing)}; got {', '.join(map(str, structure['keys'][:20])) or 'no keys'}"
        del structure["tensors"][_MOST_TENSORS:]
    elif required_keys and validity == "unverified":
        reason = f"cannot look for {', '.join(required_keys)} in this format"
    after = os.stat(path) if path.exists() else before
    if (after.st_mtime_ns, after.st_size) != (before.st_mtime_ns, before.st_size):
        validity, reason = "changed", "the file changed while it was inspected"
    return Finding(after.st_size, sha256, format_name, structure, validity, reason)


def hash_file(path: Path) -> str:
    digest = hashlib.sha256()
    with open(path, "rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def _missing(structure: Dict[str, Any], required: Sequence[str]) -> List[str]:
    names = set(structure["keys"]) | {tensor["name"] for tensor in structure["tensors"]}
    return [key for key in required if key not in names]
