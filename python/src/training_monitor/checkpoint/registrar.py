"""The thread that hashes, inspects and registers checkpoints, so that save_checkpoint() returns at once.

Order: the points logged before a checkpoint are made safe, then it is noted in the ledger, then hashed. So a script that
is killed in between finds its file, and a resume from it leaves no gap in the curves. (A file that overwrites an earlier
checkpoint is noted at once: its predecessor is gone.)
"""

from __future__ import annotations

import os
import queue
import threading
import time
from datetime import datetime, timezone
from pathlib import Path
from typing import Any, Callable, Dict, List, Mapping, NamedTuple, Optional, Sequence

from ..intake import Intake
from ..warnings_once import WarningsOnce
from .inspection import inspect_file
from .ledger import Ledger
from .uploader import Uploader


class Keep(NamedTuple):
    """How many files stay: the newest ``last``, and the ``best`` by ``metric``."""

    last: Optional[int]
    best: Optional[int]
    metric: Optional[str]


class Expected(NamedTuple):
    """What makes a checkpoint valid: keys (or tensors) in the file, values in its metadata."""

    keys: Sequence[str]
    metadata: Mapping[str, Any]


class Registrar:
    def __init__(
        self,
        run_name: str,
        run_id: str,
        intake: Intake,
        settle: Callable[[], object],
        warn: WarningsOnce,
        uploader: Callable[[Callable[[Dict[str, Any]], bool]], Uploader],
        known: Sequence[Dict[str, Any]] = (),
    ) -> None:
        """``uploader`` makes one; it is told whether an upload is still wanted."""
        self._run_name = run_name
        self._run_id = run_id
        self._intake = intake
        self._settle = settle
        self._warn = warn
        self._tasks: "queue.SimpleQueue[Callable[[], None]]" = queue.SimpleQueue()
        self._thread: Optional[threading.Thread] = None
        self._submitted = self._finished = 0
        # Around changes of `records`; never while a file is touched. A SIGTERM that comes in the middle of one ends the run there.
        self._lock = threading.RLock()
        self._status: Optional[str] = None
        self.records: List[Dict[str, Any]] = list(known)
        self._earlier = {record.get("id") for record in known}
        self._to_upload: Dict[str, Dict[str, Any]] = {}
        self._uploader = uploader(self._is_current)
        self._uploader.take_up_left()

    def register(self, record: Dict[str, Any], expected: Expected, keep: Keep, upload: bool = False) -> None:
        with self._lock:
            self.records = [*self.records, record]
            if upload:
                self._to_upload[record["id"]] = record
        self._do(lambda: self._register(record, expected, keep))

    def newest(self) -> Optional[Dict[str, Any]]:
        """The newest checkpoint of this script whose file is there and, as far as is known by now, not invalid."""
        for record in reversed(self.records):
            if record.get("id") not in self._earlier and record["validity"] not in ("invalid", "missing") and os.path.isfile(record["filepath"]):
                return record
        return None

    def mark_best(self, checkpoint_id: str) -> None:
        # At once: what is thinned behind this call must know it.
        with self._lock:
            for record in self.records:
                record["is_best"] = record["id"] == checkpoint_id
        self._do(lambda: self._mark_best(checkpoint_id))

    def _do(self, task: Callable[[], None]) -> None:
        if self._thread is None:
            self._thread = threading.Thread(target=self._work, name="training-monitor-checkpoints", daemon=True)
            self._thread.start()
        self._submitted += 1
        self._tasks.put(task)

    def finish(self, status: Optional[str], patience: float) -> None:
        """Waits for what is being hashed, at most ``patience`` seconds, and writes the run's end into the ledgers."""
        self._status = status
        until = time.monotonic() + patience
        while self._finished < self._submitted and time.monotonic() < until:
            time.sleep(0.005)
        unfinished = self._submitted - self._finished
        if unfinished:
            self._warn("the script ended before its last checkpoint was hashed; it is registered as unverified")
            for record in [record for record in self.records if record["sha256"] is None]:
                self._announce({**record, "reason": "the script ended before it was hashed"})
                self._upload(record)
        for folder in {Path(record["filepath"]).parent for record in self.records}:
            self._note(folder)

    def _work(self) -> None:
        while True:
            task = self._tasks.get()
            try:
                task()
            except Exception as error:
                self._warn(f"a checkpoint was not registered: {error!r}", "checkpoint")
            finally:
                self._finished += 1

    def _is_current(self, record: Dict[str, Any]) -> bool:
        """Not deleted since, and its file not written over by a later checkpoint's."""
        same = [other["id"] for other in self.records if other.get("filepath") == record["filepath"]]
        return bool(same) and same[-1] == record["id"]

    def abandon(self) -> None:
        """In a forked child."""
        self._uploader.abandon()

    def finish_uploads(self, patience: float) -> None:
        self._uploader.finish(patience)

    def _register(self, record: Dict[str, Any], expected: Expected, keep: Keep) -> None:
        path = Path(record["filepath"])
        if not any(other["filepath"] == record["filepath"] for other in self.records if other is not record):
            self._settle()
        self._note(path.parent)
        record.update(inspect_file(path, expected.keys)._asdict())
        different = [name for name, value in expected.metadata.items() if record["metadata"].get(name) != value]
        if different and record["validity"] in ("valid", "unverified"):
            record.update(validity="invalid", reason=f"metadata is not as expected: {', '.join(different)}")
        if record["validity"] in ("invalid", "missing"):
            self._warn(f"checkpoint {path} is {record['validity']}: {record['reason']}")
        self._announce(record)
        self._upload(record)
        self._thin(record, keep)
        self._note(path.parent)

    def _upload(self, record: Dict[str, Any]) -> None:
        """Once, whichever thread comes first: the one that hashes, or the end of the script that does not wait for it."""
        with self._lock:
            wanted = self._to_upload.pop(record["id"], None)
        if wanted is not None and record["validity"] != "missing":
            self._uploader.add(record)

    def _mark_best(self, checkpoint_id: str) -> None:
        self._intake.request("PUT", f"/api/checkpoints/{checkpoint_id}", {"is_best": True})
        for folder in {Path(record["filepath"]).parent for record in self.records}:
            self._note(folder)

    def _announce(self, record: Dict[str, Any]) -> None:
        self._intake.request("POST", f"/api/runs/{self._run_id}/checkpoints", {**record, "run_id": self._run_id, "stored": "registered"})

    def _note(self, folder: Path) -> None:
        here = [record for record in self.records if Path(record["filepath"]).parent == folder]
        try:
            Ledger(folder).write(self._run_name, self._run_id, self._status, here)
        except OSError as error:
            self._warn(f"cannot note checkpoints in {folder}: {error}", "ledger")

    def _thin(self, saved: Dict[str, Any], keep: Keep) -> None:
        """Deletes the files beyond what is to be kept with ``saved``, and their records.

        What was saved after it is none of its business. Broken files do not count, so that they never cost the last good one;
        of those newer than the good ones that stay, as many stay.
        """
        if keep.last is None and keep.best is None:
            return
        records = self.records
        upto = next((i for i, record in enumerate(records) if record["id"] == saved["id"]), -1) + 1
        good = [i for i, record in enumerate(records[:upto]) if record["validity"] not in ("invalid", "missing")]
        last = max(keep.last or 1, 1)
        first_kept = good[-last] if len(good) >= last else 0
        broken = [i for i in range(first_kept, upto) if i not in good]
        kept = {record["id"] for i, record in enumerate(records) if i >= first_kept and i not in broken[:-last]}
        kept |= {record["id"] for record in records if record.get("is_best")}
        if keep.best and keep.metric:
            rated = [records[i] for i in good if isinstance(records[i]["metrics"].get(keep.metric), (int, float))]
            rated.sort(key=lambda record: float(record["metrics"][str(keep.metric)]), reverse=not smaller_is_better(keep.metric))
            kept |= {record["id"] for record in rated[: keep.best]}
        gone = {record["id"] for record in records} - kept
        paths = {record["filepath"] for record in self.records if record["id"] not in gone}
        for record in [record for record in records if record["id"] in gone]:
            if record["filepath"] not in paths:
                try:
                    os.unlink(record["filepath"])
                except OSError:
                    pass
            self._intake.request("DELETE", f"/api/checkpoints/{record['id']}", None)
        with self._lock:
            self.records = [record for record in self.records if record["id"] not in gone]


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
