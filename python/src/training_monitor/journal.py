"""The journal file of one writer; its bytes are drawn in docs/format/journal.md.

Invariants: the file starts with its header and the run record; records follow in the order of their numbers; what is
before ``_cursor`` is acknowledged. An exclusive lock is held from making the file until it is let go, so that nobody
replays the journal of a living writer. Not thread-safe: the outbox holds its own lock around every call.
"""

from __future__ import annotations

import contextlib
import os
import struct
import sys
import time
import zlib
from pathlib import Path
from typing import BinaryIO, Dict, Iterator, NamedTuple, Optional

from .checkpoint.atomic import replace_file
from .file_lock import try_lock
from .wire_text import encode

MAGIC = struct.pack("<4sHH", b"TMJL", 1, 0)
_START = struct.Struct("<4sH2x")
RUN, BATCH, ACK, REQUEST, UPLOAD = 1, 2, 3, 4, 5
DELIVERIES = (BATCH, REQUEST, UPLOAD)
LONGEST = 32 << 20
_HEAD = struct.Struct("<IIQB3x")
_CHECKED = struct.Struct("<QB3x")
_SYNC_EVERY = 1.0


class Record(NamedTuple):
    number: int
    kind: int
    payload: bytes
    start: int
    end: int


def encode_record(number: int, kind: int, payload: bytes) -> bytes:
    checked = _CHECKED.pack(number, kind) + payload
    return struct.pack("<II", len(payload), zlib.crc32(checked)) + checked


def other_version(start: bytes) -> Optional[int]:
    """The version of a journal that these first 8 bytes open, where it is one that is not read here; else None."""
    if len(start) < len(MAGIC) or start == MAGIC or not start.startswith(b"TMJL"):
        return None
    return int(_START.unpack(start)[1])


def read_record(file: BinaryIO, offset: int) -> Optional[Record]:
    """The whole record at ``offset``, or None where there is none: the end, a torn tail, damage."""
    file.seek(offset)
    head = file.read(_HEAD.size)
    if len(head) < _HEAD.size:
        return None
    length, crc, number, kind = _HEAD.unpack(head)
    if length > LONGEST:
        return None
    payload = file.read(length)
    if len(payload) < length or zlib.crc32(head[8:] + payload) != crc:
        return None
    return Record(number, kind, payload, offset, offset + _HEAD.size + length)


def skip_damage(file: BinaryIO, offset: int) -> Optional[int]:
    """Where the next whole record starts when the one at ``offset`` is damaged; None when this is the end."""
    file.seek(offset)
    head = file.read(_HEAD.size)
    if len(head) < _HEAD.size:
        return None
    behind = offset + _HEAD.size + int(_HEAD.unpack(head)[0])
    return behind if read_record(file, behind) is not None else None


def read_records(file: BinaryIO, offset: int = len(MAGIC)) -> Iterator[Record]:
    """Whole records from ``offset`` on."""
    while True:
        record = read_record(file, offset)
        if record is None:
            return
        yield record
        offset = record.end


class Journal:
    def __init__(self, path: Path, run: Dict[str, object], sync: bool = True) -> None:
        """Makes the file, locks it and writes the run record. Raises OSError; then there is no file."""
        start = MAGIC + encode_record(0, RUN, encode(run))
        self.path = path
        self._sync = sync
        self._synced_at = 0.0
        self._next: Optional[Record] = None
        self._file: BinaryIO = _create(path)
        try:
            _lock(self._file)
            self._start = self._cursor = self._end = 0
            self._append(start)
        except OSError:
            self._file.close()
            remove_journal(path)  # else it would be in the way when the disk takes something again
            raise
        self._start = self._cursor = self._end

    @property
    def size(self) -> int:
        return self._end

    @property
    def is_empty(self) -> bool:
        """Whether all in it has been acknowledged."""
        return self._cursor == self._end

    def write(self, number: int, kind: int, payload: bytes) -> Record:
        start = self._end
        self._append(encode_record(number, kind, payload))
        return Record(number, kind, payload, start, self._end)

    def next(self) -> Optional[Record]:
        """The first record that nobody has acknowledged."""
        if self._next is not None and self._next.start == self._cursor:
            return self._next
        while not self.is_empty:
            record = read_record(self._file, self._cursor)
            if record is None:
                raise OSError(f"{self.path}: got damage at byte {self._cursor}, wanted a record")
            if record.kind in DELIVERIES:
                self._next = record
                return record
            self._cursor = record.end
        return None

    def acknowledge(self, record: Record) -> None:
        """Moves past ``record``, the one that next() gave; once nothing is left, the file shrinks to its start."""
        self._cursor = record.end
        self._next = None
        if self.next() is None:
            self._file.truncate(self._start)
            self._cursor = self._end = self._start
        else:
            self._append(encode_record(record.number, ACK, b""))

    def replace(self, records: Iterator[Record]) -> None:
        """Rewrites the file with ``records`` after the run record, all at once or not at all."""
        temporary = self.path.with_name(self.path.name + ".tmp")
        with open(temporary, "w+b", buffering=0) as file:
            try_lock(file)
            self._file.seek(0)
            file.write(self._file.read(self._start))
            end = self._start
            for record in records:
                end += file.write(encode_record(record.number, record.kind, record.payload))
            os.fsync(file.fileno())
            if sys.platform != "win32":
                os.replace(temporary, self.path)
                held = os.dup(file.fileno())
        self._file.close()
        if sys.platform != "win32":
            self._file = os.fdopen(held, "r+b", buffering=0)
        else:  # where no open file can be renamed: the lock is given up for a moment
            try:
                replace_file(temporary, self.path)
            finally:
                self._file = open(self.path, "r+b", buffering=0)
                _lock(self._file)
        self._cursor, self._end, self._next = self._start, end, None

    def unacknowledged(self) -> Iterator[Record]:
        for record in read_records(self._file, self._cursor):
            if record.kind in DELIVERIES:
                yield record

    def cut(self, record: Record) -> None:
        """Gives up ``record`` and what follows it."""
        self._file.truncate(record.start)
        self._end, self._next = record.start, None

    def close(self) -> None:
        """Lets the file go; deletes it when nothing in it is left to deliver."""
        if self.is_empty:
            self._file.truncate(0)  # nobody replays it once the lock is gone
            self._file.close()
            remove_journal(self.path)
            return
        if self._sync:
            os.fsync(self._file.fileno())
        self._file.close()

    def abandon(self) -> None:
        """In a forked child: closes this process's copy; the parent keeps file and lock."""
        self._file.close()

    def _append(self, data: bytes) -> None:
        self._file.seek(self._end)
        view = memoryview(data)
        try:
            while view:
                view = view[self._file.write(view) or 0 :]
        except OSError:
            self._file.truncate(self._end)
            raise
        self._end += len(data)
        if self._sync and time.monotonic() - self._synced_at > _SYNC_EVERY:
            os.fsync(self._file.fileno())
            self._synced_at = time.monotonic()


def _lock(file: BinaryIO) -> None:
    """Someone who looks for left journals holds it for a moment."""
    while not try_lock(file):
        time.sleep(0.001)


def remove_journal(path: Path) -> None:
    """Deletes a journal, and its run's folder and the root when that leaves them empty."""
    try:
        path.unlink()
        path.parent.rmdir()
        path.parent.parent.rmdir()
    except OSError:
        pass


def _create(path: Path) -> BinaryIO:
    """Opens a new file; another writer of the run may take its empty folder away between the two calls."""
    for _ in range(4):
        with contextlib.suppress(FileNotFoundError):
            path.parent.mkdir(parents=True, exist_ok=True)
            return open(path, "x+b", buffering=0)
    path.parent.mkdir(parents=True, exist_ok=True)
    return open(path, "x+b", buffering=0)
