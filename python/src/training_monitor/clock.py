"""The sender's time: back-off, heartbeats and patience. A test lets it run faster, and an hour passes in seconds."""

from __future__ import annotations

import time


class Clock:
    def __init__(self, factor: float = 1.0) -> None:
        self._factor = factor

    def now(self) -> float:
        """Seconds, monotonic."""
        return time.monotonic() * self._factor

    def real(self, seconds: float) -> float:
        """So many of its seconds in those of the machine, to wait for."""
        return seconds / self._factor
