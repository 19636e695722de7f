"""What one writer still has to deliver, in order: first what the journal holds, then what is only in memory.

Numbers go up by one for batches and requests together; batches also carry a ``seq`` without gaps. Only the head is
ever in flight, and its bytes never change. The one lock is held around journal writes, so disk waits may reach the
sender, never the training loop.
"""

from __future__ import annotations

import json
import threading
import time
from collections import deque
from pathlib import Path
from typing import Callable, Deque, Dict, Iterator, List, Optional

from .batch import Rows, count_points, emptied, encode_batch, halved, seq_of, with_seq
from .journal import BATCH, REQUEST, Journal, Record
from .warnings_once import WarningsOnce
from .wire_text import encode

_ROOM_IN_MEMORY = 1000
_ROOM_WHEN_BROKEN = 250
"""A batch of 500 comes on top; what is left of a thousand entries, the collector holds."""
_COUNTS_KEPT = 1000


class Item:
    __slots__ = ("number", "kind", "payload", "rows", "points", "born", "record")

    def __init__(self, number: int, kind: int, payload: bytes, rows: int, points: int, born: float) -> None:
        self.number = number
        self.kind = kind
        self.payload = payload
        self.rows = rows
        self.points = points
        self.born = born
        self.record: Optional[Record] = None


class Outbox:
    def __init__(self, path: Path, run: Dict[str, object], limit: int, warn: WarningsOnce) -> None:
        self.writer = str(run["writer"])
        self._rank = int(str(run["rank"]))
        self._path = path
        self._run = run
        self._limit = limit
        self._warn = warn
        self._lock = threading.Lock()
        self._pending: Deque[Item] = deque()
        self._journal: Optional[Journal] = None
        self._head: Optional[Item] = None
        self._counts: Dict[int, int] = {}
        """Points of records in the journal, by number; of the oldest _COUNTS_KEPT, so that few need be parsed to be counted."""
        self._closed = False
        self._broken = False
        self._number = self._seq = 0
        self.rows_in_memory = 0
        self.points_waiting = 0
        self.wake: Callable[[], None] = lambda: None

    @property
    def path(self) -> Path:
        return self._path

    @property
    def is_idle(self) -> bool:
        return not self._pending and not self.waits_on_disk

    @property
    def waits_on_disk(self) -> bool:
        """Whether the journal holds something that nobody has acknowledged."""
        return self._journal is not None and not self._journal.is_empty

    @property
    def oldest_in_memory(self) -> Optional[float]:
        """When the oldest entry was logged that only memory holds."""
        with self._lock:
            return self._pending[0].born if self._pending else None

    @property
    def has_room(self) -> bool:
        """Whether another batch may come: not while the disk refuses and memory holds all it may."""
        return not self._broken or self.rows_in_memory < _ROOM_WHEN_BROKEN

    def add_batch(self, rows: Rows, lost: int, born: float) -> None:
        batch = encode_batch(self.writer, self._seq + 1, self._rank, rows, lost)
        self._seq += 1  # only now: a batch that cannot be encoded leaves no gap
        self._add(BATCH, batch.body, len(rows.steps), batch.points, born)

    def add_request(self, method: str, path: str, body: object, rows: int = 1) -> None:
        """``rows``: how many entries it is worth of what memory may hold."""
        payload = encode({"method": method, "path": path, "body": body})
        self._add(REQUEST, payload, rows, 0, time.monotonic())

    def _add(self, kind: int, payload: bytes, rows: int, points: int, born: float) -> None:
        with self._lock:
            self._number += 1
            self._pending.append(Item(self._number, kind, payload, rows, points, born))
            self.rows_in_memory += rows
            self.points_waiting += points
        self.wake()

    def head(self) -> Optional[Item]:
        """What to deliver next; the same item until delivered() is called with it."""
        with self._lock:
            if self._closed:
                return None
            if self._head is None and self._journal is not None:
                record = self._journal.next()
                if record is not None:
                    self._head = Item(record.number, record.kind, record.payload, 0, 0, 0.0)
                    self._head.record = record
                    known = self._counts.pop(record.number, None)
                    self._head.points = _points_of(record) if known is None else known
            if self._head is None and self._pending:
                self._head = self._pending[0]
            return self._head

    def delivered(self, item: Item) -> None:
        with self._lock:
            if self._closed or item is not self._head:
                return
            self._head = None
            self.points_waiting -= item.points
            if item.record is None:
                self.rows_in_memory -= self._pending.popleft().rows
            elif self._journal is not None:
                self._journal.acknowledge(item.record)

    def spill(self, everything: bool = False) -> None:
        """Writes to the journal what memory has no room for, or all."""
        with self._lock:
            while self._pending and not self._closed:
                if not everything and self.rows_in_memory <= _ROOM_IN_MEMORY:
                    return
                try:
                    record = self._write(self._pending[0])
                except OSError as error:
                    if not self._broken:
                        self._warn(f"cannot write the journal {self._path}: {error}; what does not fit in memory is thinned and counted")
                    self._broken = True
                    return
                self._broken = False
                item = self._pending.popleft()
                self.rows_in_memory -= item.rows
                if item is self._head:
                    item.record = record
                elif len(self._counts) < _COUNTS_KEPT:
                    self._counts[record.number] = item.points

    def _write(self, item: Item) -> Record:
        if self._journal is None:
            self._journal = Journal(self._path, self._run)
        if self._journal.size + len(item.payload) > self._limit:
            self._make_room(self._journal, len(item.payload))
        return self._journal.write(item.number, item.kind, item.payload)

    def _make_room(self, journal: Journal, needed: int) -> None:
        """Thins the older half until a quarter is free. Nothing but the first record was ever sent, so later seqs may move."""
        before = self.points_waiting
        self._counts.clear()
        for _ in range(8):
            if journal.size + needed <= self._limit * 3 // 4 or not any(r.kind == BATCH for r in journal.unacknowledged()):
                break
            journal.replace(self._thinned(journal, journal.size // 2))
        if self._head is not None and self._head.record is not None:
            self._head.record = journal.next()
        for item in self._pending:
            if item.kind == BATCH:
                self._seq += 1
                item.payload = with_seq(item.payload, self._seq)
        self._warn(
            f"the journal {self._path} reached {self._limit:,} bytes: {before - self.points_waiting:,} of its oldest points "
            "were thinned; the loss is counted on the run",
            "journal limit",
        )
        if journal.size + needed > self._limit:
            raise OSError(f"got no room below {self._limit:,} bytes")

    def _thinned(self, journal: Journal, thin_below: int) -> Iterator[Record]:
        """The unacknowledged records, neighbouring batches of the older half as one with every second of their steps."""
        self._seq = next(seq_of(record.payload) for record in journal.unacknowledged() if record.kind == BATCH) - 1
        pair: List[Record] = []
        seen = 0
        for index, record in enumerate(journal.unacknowledged()):
            seen += len(record.payload)
            if index == 0:
                self._seq += record.kind == BATCH
                yield record
                continue
            if record.kind == BATCH and seen < thin_below:
                pair.append(record)
                if len(pair) == 2:
                    yield from self._halved(pair)
                    pair = []
                continue
            yield from self._halved(pair)
            pair = []
            if record.kind == BATCH:
                self._seq += 1
                record = record._replace(payload=with_seq(record.payload, self._seq))
            yield record
        yield from self._halved(pair)

    def _halved(self, records: List[Record]) -> Iterator[Record]:
        if not records:
            return
        groups, lost = halved([record.payload for record in records])
        if len(groups) > len(records):  # they share few names: together they would be mostly nulls
            yield from self._halved(records[:1])
            yield from self._halved(records[1:])
            return
        self.points_waiting -= sum(_points_of(record) for record in records)
        for record, rows in zip(records, groups):
            self._seq += 1
            batch = encode_batch(self.writer, self._seq, self._rank, rows, lost)
            lost = 0
            self.points_waiting += batch.points
            yield record._replace(payload=batch.body)

    def close(self, held: int = 0) -> int:
        """Lets the journal go; a late answer to what is in flight changes nothing any more.

        ``held``: points that the collector could not put here. Returns how many points end with the process, because the
        disk did not take them.
        """
        with self._lock:
            self._closed = True
            gone = held + sum(item.points for item in self._pending)
            self.points_waiting -= gone - held
            if self._journal is not None:
                if self._pending:
                    try:
                        gone += self._put_count_in_place(self._journal, gone)
                    except (OSError, ValueError):
                        pass  # then only the line on the terminal tells of it
                self._journal.close()
            return gone

    def _put_count_in_place(self, journal: Journal, gone: int) -> int:
        """On a full disk: the newest batch of the journal makes room for the count of what is lost, and for how the run ended.

        Not the first one, which may be in flight. Returns how many points that batch gave up.
        """
        newest: Optional[Record] = None
        for newest in journal.unacknowledged():
            pass
        if newest is None or newest.kind != BATCH or newest == journal.next():
            return 0
        points = _points_of(newest)
        journal.cut(newest)
        journal.write(newest.number, BATCH, emptied(newest.payload, gone).body)
        for item in self._pending:
            if item.kind == REQUEST:
                journal.write(item.number, item.kind, item.payload)
        self.points_waiting -= points
        return points

    def abandon(self) -> None:
        """In a forked child, where the lock may be held by a thread that does not exist: no lock is taken."""
        if self._journal is not None:
            self._journal.abandon()


def _points_of(record: Record) -> int:
    return count_points(json.loads(record.payload)) if record.kind == BATCH else 0
