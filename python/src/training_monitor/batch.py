"""Logged calls into columnar batches, the bytes that go out on the wire and into the journal.

A burst is encoded in slices with a moment between them: the C encoder holds the interpreter lock, and the training
loop must not find it taken for long.
"""

from __future__ import annotations

import json
import re
import time
from typing import Dict, Iterator, List, NamedTuple, Optional, Sequence, Tuple

from .values import Number, spelled

Entry = Tuple[Optional[int], float, Dict[str, Number]]
"""One logged call: step (None: one more than the last), seconds since the epoch, values by metric."""

MAX_ROWS = 1000
MAX_CELLS = 20_000
_FEW = 10_000
_CELLS = 1000
_BREATH = 50e-6

_SEQ = re.compile(rb'(\{"writer":"[^"]*","seq":)(\d+)')

_encode = json.JSONEncoder(separators=(",", ":")).encode


class Batch(NamedTuple):
    body: bytes
    points: int
    lost: int


class Rows:
    """Rows of one batch. ``even``: each has exactly ``names``, in that order, as the rows of most trainings have."""

    __slots__ = ("steps", "times", "metrics", "names", "even")

    def __init__(self) -> None:
        self.steps: List[int] = []
        self.times: List[float] = []
        self.metrics: List[Dict[str, Number]] = []
        self.names: List[str] = []
        self.even = True

    @classmethod
    def of_even(cls, entries: Sequence[Entry]) -> Optional[Rows]:
        """At the speed of C, for what most trainings log: few rows with steps, all of the same names. Else None."""
        steps, times, metrics = zip(*entries)
        names = list(metrics[0])
        if len(steps) * len(names) > _FEW or None in steps or not all(map(names.__eq__, map(list, metrics))):
            return None
        rows = cls()
        rows.steps, rows.times, rows.metrics, rows.names = list(steps), list(times), list(metrics), names
        return rows


def gather(entries: Sequence[Entry], last_step: int) -> Tuple[List[Rows], int]:
    """Cuts entries into rows that one batch can hold, numbering those without a step. Returns them and the last step.

    Sparse rows cost a null per missing cell, so a group ends where rows × distinct names would pass MAX_CELLS.
    """
    if 0 < len(entries) <= MAX_ROWS:
        fast = Rows.of_even(entries)
        if fast is not None:
            return [fast], fast.steps[-1]
    groups: List[Rows] = []
    rows = Rows()
    for step, seconds, metrics in entries:
        last_step = last_step + 1 if step is None else step
        for part in _parts(metrics):
            count, names = len(rows.steps), rows.names
            own = list(part)
            is_new = own != names
            if is_new:
                known = set(names)
                names = [*names, *(name for name in own if name not in known)] if count else own
            if count and (count >= MAX_ROWS or len(names) * (count + 1) > MAX_CELLS):
                groups.append(rows)
                rows, names, is_new, count = Rows(), own, True, 0
            if is_new:
                rows.names = names
                rows.even = not count
            rows.steps.append(last_step)
            rows.times.append(seconds)
            rows.metrics.append(part)
    if rows.steps:
        groups.append(rows)
    return groups, last_step


def _parts(metrics: Dict[str, Number]) -> Iterator[Dict[str, Number]]:
    if len(metrics) <= MAX_CELLS:
        yield metrics
        return
    items = list(metrics.items())
    for start in range(0, len(items), MAX_CELLS):
        yield dict(items[start : start + MAX_CELLS])


def encode_batch(writer: str, seq: int, rank: int, rows: Rows, lost: int = 0) -> Batch:
    pieces = [head(writer, seq), ',"rank":', str(rank), ',"steps":', _encode(rows.steps), ',"times":[']
    pieces.append(",".join(map("%.6f".__mod__, rows.times)))
    pieces.append('],"metrics":{')
    columns: Dict[str, Sequence[Optional[Number]]]
    if rows.even:
        columns = dict(zip(rows.names, zip(*[metrics.values() for metrics in rows.metrics])))
    else:
        columns = {name: [metrics.get(name) for metrics in rows.metrics] for name in rows.names}
    # No slice is more than _CELLS cells or one column, of MAX_ROWS at most.
    each = max(1, _CELLS // len(rows.steps))
    for start in range(0, len(rows.names), each):
        if start:
            pieces.append(",")
            time.sleep(_BREATH)
        part = columns if each >= len(columns) else {name: columns[name] for name in rows.names[start : start + each]}
        text = _encode(part)
        pieces.append(text[1:-1] if _is_finite(text) else _spelled(part))
    pieces.append("}" + (',"lost":%d' % lost if lost else "") + "}")
    points = sum(map(len, rows.metrics))
    return Batch("".join(pieces).encode(), points, lost)


def head(writer: str, seq: int) -> str:
    return '{"writer":%s,"seq":%d' % (_encode(writer), seq)


def _spelled(columns: Dict[str, Sequence[Optional[Number]]]) -> str:
    return _encode({name: [_spelled_value(value) for value in column] for name, column in columns.items()})[1:-1]


def _spelled_value(value: Optional[Number]) -> object:
    return spelled(value) if value is not None and value - value != 0 else value


def _is_finite(text: str) -> bool:
    """Whether the encoder printed no NaN and no Infinity. A name with an N or I in it only costs a second look."""
    return "N" not in text and "I" not in text


def readdressed(body: bytes, writer: str, seq: int) -> bytes:
    """The same points under another writer and seq: for a server that has lost this writer's earlier batches."""
    batch = json.loads(body)
    batch["writer"], batch["seq"] = writer, seq
    return _encode(batch).encode()


def emptied(body: bytes, more: int = 0) -> Batch:
    """Nothing but the seq and the count of what it held, and of ``more``: for a batch that the server refuses as a whole."""
    batch = json.loads(body)
    points = count_points(batch)
    lost = points + int(batch.get("lost", 0)) + more
    kept: Dict[str, object] = {"writer": batch["writer"], "seq": batch["seq"], "rank": batch.get("rank", 0)}
    kept.update(steps=[], times=[], metrics={}, lost=lost)
    return Batch(_encode(kept).encode(), 0, lost)


def halved(bodies: Sequence[bytes]) -> Tuple[List[Rows], int]:
    """Every second step of neighbouring batches, together; and the points lost: the others, and what was lost before."""
    entries: List[Entry] = []
    lost = 0
    for body in bodies:
        batch = json.loads(body)
        lost += int(batch.get("lost", 0))
        columns = batch["metrics"].items()
        for i, step in enumerate(batch["steps"]):
            values = {name: column[i] for name, column in columns if column[i] is not None}
            entries.append((step, batch["times"][i], {k: float(v) if isinstance(v, str) else v for k, v in values.items()}))
    lost += sum(len(metrics) for _, _, metrics in entries[1::2])
    return gather(entries[::2], -1)[0], lost


def with_seq(body: bytes, seq: int) -> bytes:
    """The same batch under another seq, for one that was never sent."""
    return _SEQ.sub(lambda match: match.group(1) + b"%d" % seq, body, count=1)


def seq_of(body: bytes) -> int:
    match = _SEQ.match(body)
    if match is None:
        raise ValueError(f"BUG: got {body[:80]!r}, wanted a batch as encode_batch makes it")
    return int(match.group(2))


def count_points(batch: Dict[str, Dict[str, List[object]]]) -> int:
    return sum(len(column) - column.count(None) for column in batch["metrics"].values())
