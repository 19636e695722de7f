"""The thread that takes what was logged, makes batches of it and sees to it that none waits unsafe for long.

It polls instead of being woken: a wake-up would cost the training loop more than the append itself. When nothing is under
way a batch is formed at each look, so that a server that answers has acknowledged it by the next one and nothing is
written to disk; else when its oldest entry is BATCH_AGE old, into the journal at once. An entry is acknowledged or in the
journal at its third look at the latest: after two POLLs and what the looks themselves take.
"""

from __future__ import annotations

import threading
import time
from typing import Any, List, Optional

from .batch import Entry, gather
from .console import Console
from .intake import Final, Intake, Request
from .outbox import Outbox
from .sender import Sender
from .warnings_once import WarningsOnce

POLL = 0.04
_LAZY_POLL = 0.05
_LAZY_AFTER = 2.0
BATCH_AGE = 0.06
_SLICE = 500
_HELD = 1000
_HELD_CONNECTED = 30_000
_CONSOLE_EVERY = 0.5
_BREATH = 50e-6


class Collector(threading.Thread):
    def __init__(
        self,
        intake: Intake,
        outbox: Outbox,
        sender: Optional[Sender],
        run_path: str,
        first_step: int,
        console: Optional[Console],
        warn: WarningsOnce,
    ) -> None:
        super().__init__(name="training-monitor-collector", daemon=True)
        self._intake = intake
        self._outbox = outbox
        self._sender = sender
        self._run_path = run_path
        self.last_step = first_step - 1
        self.patience = 0.0
        self._console = console
        self._console_at = 0.0
        self._console_seq = 0
        self._warn = warn
        self._held: List[Entry] = []
        self._lost = 0
        self._first_seen: Optional[float] = None
        self._settles = False
        self.safe_before = 0.0
        """Monotonic time; all that was logged before it is acknowledged or in the journal."""
        self.is_done = False

    def settle(self, timeout: float = 1.0) -> bool:
        """Waits until what was logged before this call is safe. For a background thread."""
        called = time.monotonic()
        self._settles = True
        while self.safe_before < called and not self.is_done and time.monotonic() < called + timeout:
            time.sleep(0.002)
        return self.safe_before >= called

    def run(self) -> None:
        seen_at = time.monotonic()
        while self._intake.final is None:
            interval = POLL if time.monotonic() - seen_at < _LAZY_AFTER else _LAZY_POLL
            time.sleep(interval)
            try:
                if self._intake.queue:
                    seen_at = time.monotonic()
                self._tick(interval)
            except Exception as error:  # a bug here must not end the run's story; the next tick may do better
                self._warn(f"BUG in the collector: {error!r}", "collector")
        try:
            self._finish(self._intake.final)
        except Exception as error:
            self._warn(f"BUG at the end of the run: {error!r}", "collector")
        finally:
            self.is_done = True

    def _tick(self, unseen: float) -> None:
        now = time.monotonic()
        settles, self._settles = self._settles, False
        if (self._intake.queue or self._held) and self._first_seen is None:
            self._first_seen = now - unseen
        if self._first_seen is not None:
            if settles or self._outbox.is_idle or now - self._first_seen >= BATCH_AGE or len(self._intake.queue) > _SLICE:
                self._form(self._first_seen)
                self._first_seen = None
        if self._console is not None and now - self._console_at >= _CONSOLE_EVERY:
            self._console_at = now
            self._take_console(self._console)
        self._outbox.spill(time.monotonic(), everything=settles)
        unsafe = [self._first_seen, self._outbox.oldest_in_memory, 0.0 if self._held else None]
        self.safe_before = min([now, *(at for at in unsafe if at is not None)])

    def _take_console(self, console: Console) -> None:
        lines = console.take()
        for start in range(0, len(lines), _SLICE):
            # Grows also from one process to the next that has the same name.
            self._console_seq = max(self._console_seq + 1, time.time_ns() // 1000)
            body = {"writer": self._outbox.writer, "seq": self._console_seq, "lines": lines[start : start + _SLICE]}
            self._outbox.add_request("POST", self._run_path + "/logs", body)

    def _form(self, born: float) -> None:
        for left in reversed(range(len(self._intake.queue) // _SLICE + 1)):
            taken = self._intake.take(_SLICE)
            self._lost += self._intake.take_dropped()
            entries: List[Any] = self._held
            self._held = []
            if Request in map(type, taken):
                for entry in taken:
                    if isinstance(entry, Request):
                        self._pack(entries, born)
                        entries = []
                        self._outbox.add_request(*entry)
                    else:
                        entries.append(entry)
            else:
                entries += taken
            self._pack(entries, born)
            self._outbox.spill(time.monotonic())
            if left:
                time.sleep(_BREATH)

    def _pack(self, entries: List[Entry], born: float) -> None:
        if not entries and not self._lost:
            return
        if not self._outbox.has_room:
            self._hold(entries)
            return
        groups, self.last_step = gather(entries, self.last_step)
        for rows in groups:
            lost, self._lost = self._lost, 0
            self._outbox.add_batch(rows, lost, born)

    def _hold(self, entries: List[Entry]) -> None:
        """While the disk refuses: keeps every second of what memory may not hold, counting the others."""
        self._held += entries
        is_connected = self._sender is not None and self._sender.is_connected
        most = _HELD_CONNECTED if is_connected else max(1, _HELD - self._outbox.rows_in_memory)
        while len(self._held) > most:
            self._lost += sum(len(metrics) for _, _, metrics in self._held[1::2])
            self._held = self._held[0::2]

    def _finish(self, final: Final) -> None:
        deadline = time.monotonic() + self.patience
        self._intake.close()
        while self._intake.queue or self._held:
            held = len(self._held)
            self._form(time.monotonic())
            if self._held and (time.monotonic() > deadline or len(self._held) > held):
                break
        if self._console is not None:
            self._take_console(self._console)
        body = {"status": final.status, "error": final.error}
        if final.status or final.error:
            self._outbox.add_request("PUT", self._run_path, {key: value for key, value in body.items() if value})
        if self._sender is not None:
            self._sender.hurry()
            while not self._outbox.is_idle and time.monotonic() < deadline and not self._sender.gave_up:
                time.sleep(0.005)
                self._outbox.spill(time.monotonic())
        self._outbox.spill(time.monotonic(), everything=True)
        if self._sender is not None:
            self._sender.stop()
        held = self._lost + sum(len(metrics) for _, _, metrics in self._held)
        gone = self._outbox.close(held)
        if gone:
            self._warn(f"{gone:,} points of the run are lost: the disk took no more of them, and the server was not there")
