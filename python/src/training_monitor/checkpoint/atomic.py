"""A file that is either the old one or the whole new one, never half of it."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from typing import Callable


_PATIENCE = 10.0


def replace_file(temporary: Path, path: Path) -> None:
    """As os.replace; where a reader keeps a file from being replaced (Windows: while it is hashed, or looked at by a virus scanner), it waits. Raises OSError."""
    until = time.monotonic() + _PATIENCE
    while True:
        try:
            return os.replace(temporary, path)
        except PermissionError:
            if sys.platform != "win32" or time.monotonic() > until:
                raise
            time.sleep(0.02)


def write_atomically(path: Path, write: Callable[[str], object]) -> None:
    """Lets ``write`` make a file under a temporary name with the same suffix, fsyncs it and renames it. Raises what fails."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.stem}.{os.getpid()}.tmp{path.suffix}")
    try:
        write(str(temporary))
        with open(temporary, "rb+") as file:
            os.fsync(file.fileno())
        replace_file(temporary, path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    if os.name == "posix":
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
