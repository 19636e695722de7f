"""One run's way out, put together: intake → collector → outbox (memory, then journal) → sender."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import Dict, Optional

from .collector import Collector
from .commands import Commands
from .intake import Final, Intake
from .outbox import Outbox
from .replay import Leftovers
from .sender import Sender
from .settings import Settings
from .warnings_once import WarningsOnce


class Pipeline:
    def __init__(self, settings: Settings, run: Dict[str, object], warn: WarningsOnce, patience: float, first_step: int = 0) -> None:
        self._run_id = str(run["run_id"])
        self._patience = patience
        self._is_abandoned = False
        self.folder: Path = settings.folder / self._run_id
        self.intake = Intake(warn)
        self.commands = Commands(self.intake, self._run_id)
        self._outbox = Outbox(self.folder / f"{run['writer']}.journal", run, settings.journal_limit, warn)
        self._sender: Optional[Sender] = None
        if settings.base_url:
            leftovers = Leftovers(settings.folder, settings.base_url, self._run_id, warn)
            self._sender = Sender(settings.base_url, self._outbox, run, self.commands.take, warn, leftovers)
        path = f"/api/runs/{self._run_id}"
        self._collector = Collector(self.intake, self._outbox, self._sender, path, first_step, patience, warn)
        self._collector.start()
        if self._sender is not None:
            self._sender.start()

    def finish(self, final: Final) -> None:
        """Hands the end to the collector and waits; by polling, because a signal handler may stand in a lock's way."""
        if self._is_abandoned:
            return
        self.intake.final = final
        until = time.monotonic() + self._patience + 1.0
        while not self._collector.is_done and time.monotonic() < until:
            time.sleep(0.002)
        if self._outbox.is_idle:
            return
        waiting = self._outbox.points_waiting
        print(
            f"training-monitor: {waiting:,} points of run {self._run_id} wait in {self.folder}; "
            f"deliver them with: tmon sync {self.folder.parent}",
            file=sys.stderr,
        )

    def mute_metrics(self) -> None:
        """Ranks above 0 send no metrics unless asked to."""
        self.intake.is_muted = True
        self.intake.room = 0

    def abandon(self) -> None:
        self._is_abandoned = True
        self.intake.close()
        self.intake.queue.clear()
        self._outbox.abandon()
        if self._sender is not None:
            self._sender.abandon()
