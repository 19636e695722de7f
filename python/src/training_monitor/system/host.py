"""CPU, memory, disk and network of this host and this process: from /proc on Linux, the system's own library elsewhere.

Percent of all cores for the host and of one core for the process; bytes; network in bytes a second since the last look.
What a platform does not tell is null.
"""

from __future__ import annotations

import os
import shutil
import sys
import time
from typing import Callable, Dict, Optional, Protocol, Tuple, TypeVar

from .linux import LinuxCounters
from .macos import MacCounters
from .windows import WindowsCounters

Told = TypeVar("Told")


class Counters(Protocol):
    """What a platform counts since it was started; None where it does not tell."""

    def cpu(self) -> Optional[Tuple[float, float]]:
        """Time of all processors, and how much of it was idle, in any unit."""

    def memory(self) -> Optional[Tuple[int, int]]:
        """Bytes used, and in all."""

    def network(self) -> Optional[Tuple[int, int]]:
        """Bytes received and sent, loopback aside."""

    def process_memory(self) -> Optional[int]:
        """Bytes resident."""


def counters_here(platform: str = sys.platform) -> Counters:
    """Where a platform's own library does not load, as where nobody knows the platform: those of Linux, which then tell nothing."""
    try:
        if platform == "win32":
            return WindowsCounters()
        if platform == "darwin":
            return MacCounters()
    except (OSError, AttributeError, ValueError):
        pass
    return LinuxCounters()


class HostSampler:
    def __init__(self, folder: str, counters: Optional[Counters] = None) -> None:
        self._folder = folder
        self._counters = counters if counters is not None else counters_here()
        self._cpu: Optional[Tuple[float, float]] = None
        self._network: Optional[Tuple[float, int, int]] = None
        self._process: Optional[Tuple[float, float]] = None
        self.sample()  # rates need a look before

    def sample(self) -> Dict[str, object]:
        memory_used, memory_total = _told(self._counters.memory) or (None, None)
        received, sent = self._network_rates()
        disk = _disk(self._folder)
        return {
            "cpu_percent": self._cpu_percent(),
            "memory_used": memory_used,
            "memory_total": memory_total,
            "disk_used": disk[0],
            "disk_total": disk[1],
            "net_rx": received,
            "net_tx": sent,
            "process": {"pid": os.getpid(), "cpu_percent": self._process_percent(), "memory_used": _told(self._counters.process_memory)},
        }

    def _cpu_percent(self) -> Optional[float]:
        now = _told(self._counters.cpu)
        before, self._cpu = self._cpu, now
        if now is None or before is None or now[0] <= before[0]:
            return None
        return round(100 * (1 - (now[1] - before[1]) / (now[0] - before[0])), 1)

    def _process_percent(self) -> Optional[float]:
        now, used = time.monotonic(), time.process_time()
        before, self._process = self._process, (now, used)
        if before is None or now <= before[0]:
            return None
        return round(100 * (used - before[1]) / (now - before[0]), 1)

    def _network_rates(self) -> Tuple[Optional[int], Optional[int]]:
        counted = _told(self._counters.network)
        if counted is None:
            return None, None
        now = time.monotonic()
        before, self._network = self._network, (now, *counted)
        if before is None or now <= before[0]:
            return None, None
        seconds = now - before[0]
        return max(0, int((counted[0] - before[1]) / seconds)), max(0, int((counted[1] - before[2]) / seconds))


def _told(ask: Callable[[], Optional[Told]]) -> Optional[Told]:
    """A platform may tell in words that nobody expects: then that one value is left out, not all of them."""
    try:
        return ask()
    except (OSError, AttributeError, ValueError, KeyError, IndexError):
        return None


def _disk(folder: str) -> Tuple[Optional[int], Optional[int]]:
    try:
        usage = shutil.disk_usage(folder)
        return usage.used, usage.total
    except OSError:
        return None, None
