"""Where the training loop puts things down and goes on. Appending to a deque is the only thing done here: no lock, no
disk, no network, no exception.

``room`` bounds what a burst may hold before the collector comes by: MAX_BYTES in entries of ``usual`` values, which is as
wide as any that waits; a wider one goes the careful way, is measured, and is what is usual from then on, until all
has been taken. One of more than WIDE values takes its own bytes away instead. What finds no room is dropped, counted, and
reported with the next batch: the collector drains meanwhile, so a burst loses every so many calls and never its end.
"""

from __future__ import annotations

import sys
import time
from collections import deque
from itertools import repeat, starmap
from typing import Deque, Dict, List, Mapping, NamedTuple, Optional, Union

from .batch import Entry
from .values import Number, flatten, plain_step
from .warnings_once import WarningsOnce

MAX_BYTES = 64 << 20
WIDE = 16
_ENTRY = 144
"""Bytes of the tuple, its step and time, and its place in the queue; then come the dictionary, its names and numbers."""
_METRIC = 96


class Request(NamedTuple):
    """Another write, in its place among the logged calls."""

    method: str
    path: str
    body: object


class Final(NamedTuple):
    """How the run ends; None where another process decides (another rank, a resume that only reads)."""

    status: Optional[str]
    error: Optional[str]


class Intake:
    def __init__(self, warn: WarningsOnce) -> None:
        self.queue: Deque[Union[Entry, Request]] = deque()
        self.usual = 0
        """The widest entry that the hot path takes; 0, which the collector sets, once all has been taken."""
        self.room = MAX_BYTES // _ENTRY
        """How many the hot path may let wait; 0 sends every call the careful way."""
        self._limit = self.room
        self._each = _ENTRY
        self._wide = 0
        self._is_drained = False
        self.is_muted = self.is_closed = False
        self._asks_attention = False
        self.final: Optional[Final] = None
        self._dropped: Deque[int] = deque()
        self._warn = warn

    def offer(self, metrics: Mapping[str, object], step: Optional[object]) -> None:
        """The careful way in, for whatever the hot path does not take as it stands."""
        if self.is_muted or self.is_closed:
            return
        flat = flatten(metrics, self.refuse)
        whole: Optional[int] = None
        if step is not None:
            whole = plain_step(step)
            if whole is None:
                self._warn(f"log_metrics got step {step!r}, wanted an integer; it was given the next step", "step")
        if not flat:
            return
        if self._find_room(flat):
            self.queue.append((whole, time.time(), flat))
        else:
            self._drop(len(flat))

    def request(self, method: str, path: str, body: object) -> None:
        if not self.is_closed:
            self.queue.append(Request(method, path, body))

    def ask_attention(self) -> None:
        """Sends the next call the careful way, where commands are looked at; the hot path needs no check of its own."""
        self._asks_attention = True
        self.room = 0

    def give_attention(self) -> None:
        if self._asks_attention:
            self._asks_attention = False
            self._let_pass()

    def take(self, most: int) -> List[Union[Entry, Request]]:
        """Up to ``most`` entries, oldest first; for the collector alone."""
        queue = self.queue
        taken = list(starmap(queue.popleft, repeat((), min(len(queue), most))))
        if not queue:
            self.usual = 0  # the next call finds out what is usual now; only the training's threads reckon with it
            self._is_drained = True
        return taken

    def take_dropped(self) -> int:
        """Points dropped since the last call; for the collector alone."""
        return sum(self._dropped.popleft() for _ in range(len(self._dropped)))

    def close(self) -> None:
        """From now on everything offered is ignored."""
        self.is_closed = True
        self.room = 0

    def mute(self) -> None:
        """From now on metrics are ignored, requests are not."""
        self.is_muted = True
        self.room = 0

    def _let_pass(self) -> None:
        """Opens the hot path, unless it is shut; looking at that last, for another thread may shut it meanwhile."""
        self.room = max(self._limit, 0)
        if self.is_closed or self.is_muted or self._asks_attention:
            self.room = 0

    def _find_room(self, flat: Dict[str, Number]) -> bool:
        """Measures an entry, and says whether it may wait. Its names count: an f-string or a nesting makes them for it alone."""
        if self._is_drained:
            self._is_drained = False
            self.usual, self._each, self._wide = 0, _ENTRY, 0
        size = _ENTRY + sys.getsizeof(flat) + _METRIC * len(flat)
        is_wide = len(flat) > WIDE
        if not is_wide:
            self._each = max(self._each, size)
            self._limit = (MAX_BYTES - self._wide) // self._each
        has_room = len(self.queue) < self._limit
        if is_wide and has_room:
            self._wide += size
            self._limit = (MAX_BYTES - self._wide) // self._each
        self._let_pass()
        if not is_wide:
            self.usual = max(self.usual, len(flat))
        return has_room

    def _drop(self, points: int) -> None:
        if not self.is_closed:
            self._dropped.append(points)
            self._warn("log_metrics is called faster than points can be stored; some are thinned, the loss is counted on the run", "burst")

    def refuse(self, name: str, what: str) -> None:
        """Says that a metric is left out, and for what."""
        self._warn(f"metric {name!r} {what}; it is left out", "value:" + name[:80])
