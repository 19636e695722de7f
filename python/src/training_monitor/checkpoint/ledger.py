"""What a checkpoint folder knows of its runs, so that a script finds its place again without the server.

``<folder>/.training_monitor.json``: ``{"version": 1, "runs": {name: {"run_id", "status", "checkpoints": [record, …]}}}``,
replaced as a whole (temporary file, fsync, rename). A ledger that cannot be read counts as empty.
"""

from __future__ import annotations

import json
import os
import time
from pathlib import Path
from typing import Any, BinaryIO, Dict, List, Optional

from ..file_lock import try_lock
from .atomic import replace_file
from .inspection import hash_file, inspect_file

_NAME = ".training_monitor.json"
_LOCK_PATIENCE = 5.0


class Ledger:
    def __init__(self, folder: Path) -> None:
        self._path = folder / _NAME

    def run(self, name: str) -> Optional[Dict[str, Any]]:
        """The run last written under ``name``: its id, final status (None: it was killed) and checkpoints, oldest first."""
        run = self._read()["runs"].get(name)
        return run if isinstance(run, dict) and isinstance(run.get("checkpoints"), list) else None

    def write(self, name: str, run_id: str, status: Optional[str], checkpoints: List[Dict[str, Any]]) -> None:
        """Raises OSError."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with open(self._path.with_name(f"{_NAME}.lock"), "a+b") as lock:
            _wait_for(lock)
            content = self._read()
            content["runs"][name] = {"run_id": run_id, "status": status, "checkpoints": checkpoints}
            temporary = self._path.with_name(f"{_NAME}.{os.getpid()}.tmp")
            with open(temporary, "w", encoding="utf-8") as file:
                json.dump(content, file)
                file.flush()
                os.fsync(file.fileno())
            replace_file(temporary, self._path)

    def _read(self) -> Dict[str, Any]:
        try:
            content = json.loads(self._path.read_text(encoding="utf-8"))
            if content["version"] == 1 and isinstance(content["runs"], dict):
                return dict(content)
        except (OSError, ValueError, KeyError, TypeError):
            pass
        return {"version": 1, "runs": {}}


def _wait_for(lock: BinaryIO) -> None:
    """Several scripts may write to one folder, and each replaces the whole: one at a time. After a while it is written all the
    same: a ledger that may miss another script's line is better than none."""
    until = time.monotonic() + _LOCK_PATIENCE
    while not try_lock(lock) and time.monotonic() < until:
        time.sleep(0.01)


def newest_valid(records: List[Dict[str, Any]]) -> Optional[Dict[str, Any]]:
    """The newest checkpoint whose file is whole: as it was hashed, or, when there was no time to hash it, well-formed."""
    for record in reversed(records):
        path = Path(str(record.get("filepath")))
        try:
            if record.get("validity") == "invalid" or path.stat().st_size == 0:
                continue
            if record.get("sha256"):
                if path.stat().st_size == record.get("size") and hash_file(path) == record["sha256"]:
                    return record
            else:
                found = inspect_file(path)
                if found.validity in ("valid", "unverified"):
                    return {**record, **found._asdict()}
        except OSError:
            continue
    return None
