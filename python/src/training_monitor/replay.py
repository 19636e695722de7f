"""Delivers the journals that earlier scripts left behind, a record at a time, when there is nothing newer to send."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import BinaryIO, Dict, List, Optional

from .checkpoint.upload import PATIENCE, Undeliverable, Upload
from .delivery import Delivery, RunMissing
from .file_lock import try_lock
from .http_api import HttpApi
from .journal import ACK, BATCH, DELIVERIES, MAGIC, REQUEST, RUN, UPLOAD, encode_record, other_version, read_record, remove_journal, skip_damage
from .warnings_once import WarningsOnce

JOURNALS, UPLOADS = ".journal", ".uploads"
"""How the files are named: what a writer had to deliver, and which checkpoint files it had to upload."""


class Leftovers:
    """All journals below ``folder`` whose writer is gone, delivered to ``base_url`` when they were meant for it.

    Without a living run of its own (``own_run`` empty) the caller speaks for all of them: ``base_url``, when given, takes
    the journals of every server, else each goes to its own. ``only``: a run's id, to deliver nothing but its journals.
    ``kind``: JOURNALS or UPLOADS, which have the same bytes; a step of these is a whole file.
    """

    def __init__(
        self, folder: Path, base_url: Optional[str], own_run: str, warn: WarningsOnce, only: str = "*", kind: str = JOURNALS
    ) -> None:
        self._folder = folder
        self._base_url = base_url
        self._own_run = own_run
        self._warn = warn
        self._pattern = f"{only}/*{kind}"
        self._paths: Optional[List[Path]] = None
        self._current: Optional[LeftJournal] = None
        self.delivered = 0
        self.not_read = 0
        """Journals of another version, which stay where they are."""

    def step(self) -> bool:
        """Delivers one record; False when nothing is left. Raises NoAnswer, TryLater: the next step tries it again."""
        if self._paths is None:
            # The oldest writer first: of one run, the one that a resume superseded before the one that resumed.
            self._paths = sorted(self._folder.glob(self._pattern), key=_born, reverse=True)
        if self._current is None:
            if not self._paths:
                return False
            self._current = self._open(self._paths.pop())
            return True
        if self._current.step():
            self.delivered = self.delivered + 1
        else:
            self._current = None
        return True

    def skip(self) -> None:
        """Leaves the journal under way where it is and goes on with the next."""
        if self._current is not None:
            self._current.close()
            self._current = None

    def _open(self, path: Path) -> Optional[LeftJournal]:
        try:
            file: BinaryIO = open(path, "r+b", buffering=0)
        except OSError:
            return None
        start = file.read(len(MAGIC)) if try_lock(file) else b""
        version = other_version(start)
        if version is not None:
            self.not_read += 1
            self._warn(f"{path}: got a journal of version {version}, want 1; it is left alone")
        if start == MAGIC:
            run = _read_run(file)
            if run is None:
                file.close()
                remove_journal(path)
                return None
            url = str(run["url"]) if self._own_run or not self._base_url else self._base_url
            if url and (not self._base_url or url == self._base_url):
                return LeftJournal(file, path, url, run, run["run_id"] != self._own_run, self._warn)
        file.close()
        return None


class LeftJournal:
    """One such journal. It may be killed in the middle and taken up again: what is delivered is acknowledged in the file."""

    def __init__(
        self, file: BinaryIO, path: Path, url: str, run: Dict[str, object], says_interrupted: bool, warn: WarningsOnce
    ) -> None:
        self._file = file
        self._path = path
        self._run = run
        self._run_path = f"/api/runs/{run['run_id']}"
        self._says_interrupted = says_interrupted and not run.get("rank") and path.suffix == JOURNALS
        self._warn = warn
        self._api = HttpApi(url) if path.suffix == JOURNALS else HttpApi(url, PATIENCE)
        self._delivery = Delivery(self._api, str(run["run_id"]), str(run["writer"]), warn)
        self._created = False
        self._last_batch: Optional[int] = None
        self._acknowledged = self._survey()
        self._offset = len(MAGIC)

    def _survey(self) -> int:
        """Finds the last ack, cuts the torn tail, and keeps a copy aside when something in the middle is damaged."""
        acknowledged, offset, damaged = 0, len(MAGIC), False
        while True:
            record = read_record(self._file, offset)
            if record is None:
                behind = skip_damage(self._file, offset)
                if behind is None:
                    break
                damaged, offset = True, behind
                continue
            if record.kind == BATCH:
                self._last_batch = offset
            offset = record.end
            if record.kind == ACK:
                acknowledged = record.number
        if damaged:
            aside = self._path.with_name(self._path.name + ".damaged")
            shutil.copyfile(self._path, aside)
            self._warn(f"a record of {self._path} is damaged and was left out; the file is kept as {aside.name}")
        self._file.truncate(offset)
        self._end = offset
        return acknowledged

    def step(self) -> bool:
        """Goes one record further; False at the end, when the file is gone."""
        create = self._run.get("create")
        if not self._created and isinstance(create, dict):
            self._delivery.create_run(create)
        self._created = True
        record = read_record(self._file, self._offset)
        if record is None:
            behind = skip_damage(self._file, self._offset)
            if behind is None:
                return self._finish()
            self._offset = behind
            return True
        if record.kind in DELIVERIES and record.number > self._acknowledged:
            try:
                if record.kind == UPLOAD:
                    self._upload(Upload.read(record.payload))
                else:
                    self._delivery.deliver(record.number, record.kind, record.payload)
            except RunMissing:
                self._created = False
                raise
            if record.kind == REQUEST:
                self._note(json.loads(record.payload))
            self._file.seek(self._end)
            self._end += self._file.write(encode_record(record.number, ACK, b""))
        self._offset = record.end
        return True

    def close(self) -> None:
        self._api.close()
        self._file.close()

    def _last_logged(self) -> Optional[float]:
        """When the last point in the journal was logged, in seconds since 1970: as far as anybody knows, the script lived."""
        if self._last_batch is None:
            return None
        record = read_record(self._file, self._last_batch)
        times = json.loads(record.payload).get("times") if record is not None else None
        return times[-1] if times else None

    def _upload(self, upload: Upload) -> None:
        try:
            upload.require_same()
            upload.send(self._api, str(self._run["run_id"]))
        except Undeliverable as error:
            self._warn(str(error))

    def _note(self, request: Dict[str, object]) -> None:
        body = request.get("body")
        if request.get("path") == self._run_path and isinstance(body, dict) and body.get("status") not in (None, "running"):
            self._says_interrupted = False

    def _finish(self) -> bool:
        """A script that left no word of its end was killed: its run, which the replay has revived, is interrupted."""
        if self._says_interrupted:
            answer = self._api.send("GET", self._run_path)
            if answer.json.get("status") == "running":
                end = {"status": "interrupted", "time": self._last_logged()}
                self._api.send("PUT", self._run_path, json.dumps(end).encode())
        self._file.truncate(0)  # nobody else replays it once the lock is gone
        self.close()
        remove_journal(self._path)
        return False


def _born(path: Path) -> float:
    """When the writer began. The times of the file do not tell: a replay that was cut off has written to it."""
    try:
        with open(path, "rb") as file:
            run = _read_run(file) if file.read(len(MAGIC)) == MAGIC else None
        born = run.get("born") if run else None
        return float(born) if isinstance(born, (int, float)) else path.stat().st_mtime
    except (OSError, ValueError):
        return 0.0


def _read_run(file: BinaryIO) -> Optional[Dict[str, object]]:
    record = read_record(file, len(MAGIC))
    if record is None or record.kind != RUN:
        return None
    run = json.loads(record.payload)
    return run if isinstance(run, dict) and {"run_id", "url", "writer"} <= run.keys() else None
