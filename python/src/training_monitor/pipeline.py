"""One run's way out, put together: intake → collector → outbox (memory, then journal) → sender."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import Dict, Optional

from .clock import Clock
from .collector import Collector
from .commands import Commands
from .console import Console
from .intake import Final, Intake, Request
from .outbox import Outbox
from .replay import Leftovers
from .sender import Sender
from .settings import Settings
from .system.sampler import SystemSampler
from .warnings_once import WarningsOnce


class Pipeline:
    def __init__(
        self,
        settings: Settings,
        run: Dict[str, object],
        warn: WarningsOnce,
        resumes: bool = False,
        rejoins: bool = False,
        first_step: int = 0,
        system_interval: float = 0.0,
        captures_console: bool = False,
        clock: Optional[Clock] = None,
    ) -> None:
        self._run_id = str(run["run_id"])
        self._is_abandoned = False
        self.folder: Path = settings.folder / self._run_id
        self.intake = Intake(warn)
        self.commands = Commands(self.intake, self._run_id, warn)
        self._outbox = Outbox(self.folder / f"{run['writer']}.journal", run, settings.journal_limit, warn)
        self._sender: Optional[Sender] = None
        if settings.base_url:
            leftovers = Leftovers(settings.folder, settings.base_url, self._run_id, warn)
            own = Leftovers(settings.folder, settings.base_url, self._run_id, warn, only=self._run_id) if resumes else None
            self._sender = Sender(settings.base_url, self._outbox, run, self.commands.take, warn, leftovers, own, clock=clock, rejoins=rejoins)
        path = f"/api/runs/{self._run_id}"
        self._console = Console() if captures_console else None
        self._sampler: Optional[SystemSampler] = None
        if self._sender is not None and system_interval > 0:
            self._sampler = SystemSampler(str(run["writer"]), max(system_interval, 0.1), self._sender.offer_sample, warn)
            self._sampler.start()
        self._collector = Collector(self.intake, self._outbox, self._sender, path, first_step, self._console, warn)
        if resumes:
            self.intake.request("POST", path + "/resume", {"writer": run["writer"]})
        self._collector.start()
        if self._sender is not None:
            self._sender.start()

    def finish(self, final: Final, patience: float) -> None:
        """Hands the end to the collector and waits; by polling, because a signal handler may stand in a lock's way."""
        if self._is_abandoned:
            return
        if self._console is not None:
            self._console.close()
        if self._sampler is not None:
            self._sampler.stop()
        self._collector.end(final, patience)
        until = time.monotonic() + patience + 1.0
        while not self._collector.is_done and time.monotonic() < until:
            time.sleep(0.002)
        if self._outbox.is_idle:
            return
        print(f"training-monitor: {self._left_over()}", file=sys.stderr)

    def _left_over(self) -> str:
        if not self._outbox.waits_on_disk:
            return f"the rest of run {self._run_id} reached neither the server nor a disk"
        waiting = self._outbox.points_waiting
        what = f"{waiting:,} points of run {self._run_id} wait" if waiting else f"the rest of run {self._run_id} waits"
        return f"{what} in {self.folder}; deliver {'them' if waiting else 'it'} with: tmon sync {self.folder.parent}"

    @property
    def last_step(self) -> Optional[int]:
        """The step of the newest logged call, as far as it is known."""
        waiting = [entry for entry in list(self.intake.queue) if not isinstance(entry, Request)]
        if waiting and waiting[-1][0] is not None:
            return waiting[-1][0]
        step = self._collector.last_step + len(waiting)
        return step if step >= 0 else None

    def settle(self) -> None:
        """Waits, in a background thread, until what has been logged so far would survive the process."""
        self._collector.settle()

    def mute_metrics(self) -> None:
        """Ranks above 0 send no metrics unless asked to."""
        self.intake.mute()

    def abandon(self) -> None:
        self._is_abandoned = True
        if self._console is not None:
            self._console.close()
        self.intake.close()
        self.intake.queue.clear()
        self._outbox.abandon()
        if self._sender is not None:
            self._sender.abandon()
