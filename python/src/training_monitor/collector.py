"""The thread that takes what was logged, makes batches of it and sees to it that none waits unsafe for long.

It polls instead of being woken: a wake-up would cost the training loop more than the append itself. At each look it makes a
batch of what came since the last. When nothing was under way a second look follows, late enough for a server that
answers to have acknowledged the batch, so that nothing is written to disk; else the batch goes into the journal at once.
An entry is acknowledged or in the journal after EVERY and ACK_WITHIN, and what the looks themselves take. Two
threads wake for each batch, whatever is in it, so looks are as far apart as that allows.
"""

from __future__ import annotations

import threading
import time
from itertools import chain
from operator import itemgetter
from typing import Any, List, Optional

from .batch import Entry, gather
from .console import Console
from .intake import Final, Intake, Request
from .outbox import Outbox
from .sender import Sender
from .values import flatten
from .warnings_once import WarningsOnce

EVERY = 0.057
ACK_WITHIN = 0.022
_SLICE = 500
_HELD = 1000
_HELD_CONNECTED = 30_000
_CONSOLE_EVERY = 0.5
_BREATH = 50e-6
_metrics_of = itemgetter(2)


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
        self._looked = time.monotonic()
        self._awaits_ack = False
        self._end_bell = threading.Lock()
        self._end_bell.acquire()
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

    def end(self, final: Final, patience: float) -> None:
        """The run ends so; what was logged is brought to safety or, within ``patience`` seconds, to the server.

        A bare lock is the bell, because a signal handler may come here in the middle of another call.
        """
        self.patience = patience
        self._intake.final = final
        try:
            self._end_bell.release()
        except RuntimeError:
            pass  # it rings already

    def run(self) -> None:
        wait = EVERY
        while self._intake.final is None:
            self._end_bell.acquire(timeout=wait)
            if self._intake.final is not None:
                break
            try:
                wait = self._tick()
            except Exception as error:  # a bug here must not end the run's story; the next tick may do better
                self._warn(f"BUG in the collector: {error!r}", "collector")
        try:
            self._finish(self._intake.final)
        except Exception as error:
            self._warn(f"BUG at the end of the run: {error!r}", "collector")
        finally:
            self.is_done = True

    def _tick(self) -> float:
        """One look; returns the seconds until the next."""
        now = time.monotonic()
        is_second, self._awaits_ack = self._awaits_ack, False
        settles, self._settles = self._settles, False
        was_idle = self._outbox.is_idle
        if not is_second or settles or len(self._intake.queue) > _SLICE:
            born, self._looked = self._looked, now
            if self._intake.queue or self._held:
                self._form(born)
            if self._console is not None and now - self._console_at >= _CONSOLE_EVERY:
                self._console_at = now
                self._take_console(self._console)
            self._awaits_ack = was_idle and not settles and not self._outbox.is_idle
        self._outbox.spill(everything=not self._awaits_ack)
        unsafe = [self._looked if self._intake.queue else None, self._outbox.oldest_in_memory, 0.0 if self._held else None]
        self.safe_before = min([now, *(at for at in unsafe if at is not None)])
        return ACK_WITHIN if self._awaits_ack else EVERY - ACK_WITHIN if is_second else EVERY

    def _take_console(self, console: Console) -> None:
        """What there is no room for stays there, where it is bounded and counted."""
        while not console.is_empty and self._outbox.has_room:
            lines = console.take(_SLICE)
            # Grows also from one process to the next that has the same name.
            self._console_seq = max(self._console_seq + 1, time.time_ns() // 1000)
            body = {"writer": self._outbox.writer, "seq": self._console_seq, "lines": lines}
            self._outbox.add_request("POST", self._run_path + "/logs", body, len(lines))

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
                        self._add_request(entry)
                    else:
                        entries.append(entry)
            else:
                entries += taken
            self._pack(entries, born)
            self._outbox.spill()
            if left:
                time.sleep(_BREATH)

    def _pack(self, entries: List[Entry], born: float) -> None:
        if not entries and not self._lost:
            return
        if not self._outbox.has_room:
            self._hold(entries)
            return
        groups, self.last_step = gather(self._named(entries), self.last_step)
        for rows in groups:
            lost, self._lost = self._lost, 0
            try:
                self._outbox.add_batch(rows, lost, born)
            except Exception as error:  # what comes behind it is not to be lost with it
                self._lost += lost + sum(map(len, rows.metrics))
                self._warn(f"BUG: a batch was not made, its points are counted as lost: {error!r}", "batch")

    def _named(self, entries: List[Entry]) -> List[Entry]:
        """The same under names of text, at which the hot path does not look."""
        if set(map(type, chain.from_iterable(map(_metrics_of, entries)))) <= {str}:
            return entries
        named = [(step, seconds, flatten(metrics, self._intake.refuse)) for step, seconds, metrics in entries]
        return [entry for entry in named if entry[2]]

    def _add_request(self, request: Request) -> None:
        try:
            self._outbox.add_request(*request)
        except Exception as error:
            self._warn(f"BUG: {request.method} {request.path} was not sent: {error!r}", "request")

    def _hold(self, entries: List[Entry]) -> None:
        """While the disk refuses: keeps every second of what memory may not hold, counting the others."""
        self._held += entries
        is_connected = self._sender is not None and self._sender.is_connected
        most = _HELD_CONNECTED if is_connected else max(1, _HELD - self._outbox.rows_in_memory)
        while len(self._held) > most:
            self._lost += sum(len(metrics) for _, _, metrics in self._held[1::2])
            self._held = self._held[0::2]

    def _drain(self, deadline: float) -> None:
        is_printed = self._console is None or self._console.is_empty
        while self._intake.queue or self._held or not is_printed:
            self._form(time.monotonic())
            if self._console is not None and not self._held:
                self._take_console(self._console)
                is_printed = self._console.is_empty
            if self._held or not is_printed:  # the disk refuses: what the server takes makes room for it
                if self._sender is None or time.monotonic() > deadline:
                    break
                time.sleep(0.005)

    def _finish(self, final: Final) -> None:
        closed = time.monotonic()
        deadline = closed + self.patience
        self._intake.close()
        try:
            self._drain(deadline)
        except Exception as error:  # how the run ended is told, whatever becomes of its points
            self._warn(f"BUG at the end of the run: {error!r}", "collector")
        body = {"status": final.status, "error": final.error, "time": time.time() if final.status else None}
        if final.status or final.error:
            self._add_request(Request("PUT", self._run_path, {key: value for key, value in body.items() if value}))
        if self._sender is not None:
            self._sender.hurry()
            while not self._outbox.is_idle and time.monotonic() < deadline and not self._sender.gave_up:
                time.sleep(0.005)
                self._outbox.spill(everything=time.monotonic() - closed >= ACK_WITHIN)
        self._outbox.spill(everything=True)
        if self._sender is not None:
            self._sender.stop()
        held = self._lost + sum(len(metrics) for _, _, metrics in self._held)
        gone = self._outbox.close(held)
        if gone:
            self._warn(f"{gone:,} points of the run are lost: the disk took no more of them, and the server was not there")
