"""An exclusive lock on an open file, kept until the file is closed; the same lock that .NET's FileShare.None takes."""

from __future__ import annotations

import sys
from typing import BinaryIO


if sys.platform == "win32":
    import msvcrt

    def try_lock(file: BinaryIO) -> bool:
        """Whether the lock was free. Windows locks bytes: one far behind any journal's end."""
        position = file.tell()
        try:
            file.seek(1 << 40)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
            return True
        except OSError:
            return False
        finally:
            file.seek(position)

else:
    import fcntl

    def try_lock(file: BinaryIO) -> bool:
        """Whether the lock was free."""
        try:
            fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
            return True
        except OSError:
            return False
