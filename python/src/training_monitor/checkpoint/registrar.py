"""The thread that hashes, inspects and registers checkpoints, so that save_checkpoint() returns at once.

Order: a record reaches the ledger before it is hashed, so that a script killed in between still finds its file.
"""

from __future__ import annotations

import os
import queue
import threading
import time
from datetime import datetime, timezone
from pathlib import Path
from typing import Any, Dict, List, NamedTuple, Optional, Sequence

from ..intake import Intake
from ..warnings_once import WarningsOnce
from .inspection import inspect_file
from .ledger import Ledger


class Keep(NamedTuple):
    """How many files stay: the newest ``last``, and the ``best`` by ``metric``."""

    last: Optional[int]
    best: Optional[int]
    metric: Optional[str]


class _Task(NamedTuple):
    record: Dict[str, Any]
    required_keys: Sequence[str]
    keep: Keep


class Registrar:
    def __init__(self, run_name: str, run_id: str, intake: Intake, warn: WarningsOnce, known: Sequence[Dict[str, Any]] = ()) -> None:
        self._run_name = run_name
        self._run_id = run_id
        self._intake = intake
        self._warn = warn
        self._tasks: "queue.SimpleQueue[Optional[_Task]]" = queue.SimpleQueue()
        self._thread: Optional[threading.Thread] = None
        self._unfinished = 0
        self._status: Optional[str] = None
        self.records: List[Dict[str, Any]] = list(known)

    def register(self, record: Dict[str, Any], required_keys: Sequence[str], keep: Keep) -> None:
        if self._thread is None:
            self._thread = threading.Thread(target=self._work, name="training-monitor-checkpoints", daemon=True)
            self._thread.start()
        self.records = [*self.records, record]
        self._unfinished += 1
        self._tasks.put(_Task(record, required_keys, keep))

    def finish(self, status: Optional[str], patience: float) -> None:
        """Waits for what is being hashed, at most ``patience`` seconds, and writes the run's end into the ledgers."""
        self._status = status
        until = time.monotonic() + patience
        while self._unfinished and time.monotonic() < until:
            time.sleep(0.005)
        if self._unfinished:
            self._warn("the script ended before its last checkpoint was hashed; it is registered as unverified")
            for record in self.records[-self._unfinished :]:
                self._announce({**record, "reason": "the script ended before it was hashed"})
        for folder in {Path(record["filepath"]).parent for record in self.records}:
            self._note(folder)

    def mark_best(self, checkpoint_id: str) -> bool:
        """False when there is no such checkpoint here; the server may know it all the same."""
        for record in self.records:
            record["is_best"] = record["id"] == checkpoint_id
        return any(record["is_best"] for record in self.records)

    def _work(self) -> None:
        while True:
            task = self._tasks.get()
            if task is None:
                return
            try:
                self._register(task)
            except Exception as error:
                self._warn(f"checkpoint {task.record['filepath']} was not registered: {error}", "checkpoint")
            finally:
                self._unfinished -= 1

    def _register(self, task: _Task) -> None:
        path = Path(task.record["filepath"])
        self._note(path.parent)
        task.record.update(inspect_file(path, task.required_keys)._asdict())
        if task.record["validity"] in ("invalid", "missing"):
            self._warn(f"checkpoint {path} is {task.record['validity']}: {task.record['reason']}")
        self._announce(task.record)
        self._thin(task.keep)
        self._note(path.parent)

    def _announce(self, record: Dict[str, Any]) -> None:
        self._intake.request("POST", f"/api/runs/{self._run_id}/checkpoints", {**record, "run_id": self._run_id, "stored": "registered"})

    def _note(self, folder: Path) -> None:
        here = [record for record in self.records if Path(record["filepath"]).parent == folder]
        try:
            Ledger(folder).write(self._run_name, self._run_id, self._status, here)
        except OSError as error:
            self._warn(f"cannot note checkpoints in {folder}: {error}", "ledger")

    def _thin(self, keep: Keep) -> None:
        """Deletes the files beyond what is to be kept, and their records."""
        if keep.last is None and keep.best is None:
            return
        kept = {record["id"] for record in self.records[-max(keep.last or 1, 1) :]}
        kept |= {record["id"] for record in self.records if record.get("is_best")}
        if keep.best and keep.metric:
            rated = [record for record in self.records if isinstance(record["metrics"].get(keep.metric), (int, float))]
            rated.sort(key=lambda record: float(record["metrics"][str(keep.metric)]), reverse=not smaller_is_better(keep.metric))
            kept |= {record["id"] for record in rated[: keep.best]}
        paths = {record["filepath"] for record in self.records if record["id"] in kept}
        for record in [record for record in self.records if record["id"] not in kept]:
            if record["filepath"] not in paths:
                try:
                    os.unlink(record["filepath"])
                except OSError:
                    pass
            self._intake.request("DELETE", f"/api/checkpoints/{record['id']}", None)
        self.records = [record for record in self.records if record["id"] in kept]


def smaller_is_better(metric: str) -> bool:
    name = metric.lower()
    return any(word in name for word in ("loss", "error", "perplexity", "mse", "mae", "wer", "cer"))


def new_record(checkpoint_id: str, path: Path, step: Optional[int], metrics: Dict[str, Any], metadata: Dict[str, Any]) -> Dict[str, Any]:
    """A record as the wire has it, before the file was looked into."""
    size = path.stat().st_size if path.exists() else 0
    created = datetime.now(timezone.utc).isoformat(timespec="microseconds").replace("+00:00", "Z")
    return {
        "id": checkpoint_id, "step": step, "filepath": str(path), "size": size, "sha256": None, "validity": "unverified",
        "reason": None, "format": path.suffix.lstrip(".") or "file", "structure": None, "metrics": metrics, "metadata": metadata,
        "is_best": False, "created_at": created,
    }  # fmt: skip
