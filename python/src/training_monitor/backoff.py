"""Waits between attempts: 1, 2, 4, 8, … at most 30 seconds, each shortened by up to a quarter.

The jitter keeps a hundred scripts from knocking at the same moment when their server comes back.
"""

from __future__ import annotations

import random
from typing import Callable


class Backoff:
    def __init__(self, first: float = 1.0, most: float = 30.0, draw: Callable[[], float] = random.random) -> None:
        self._first = first
        self._most = most
        self._draw = draw
        self._next = first

    def wait(self) -> float:
        """Seconds to wait before the next attempt; longer each time."""
        seconds = self._next
        self._next = min(self._next * 2, self._most)
        return seconds * (1 - 0.25 * self._draw())

    def reset(self) -> None:
        self._next = self._first
