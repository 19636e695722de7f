"""CPU, memory, disk and network of this host and this process: from /proc on Linux, what the standard library knows elsewhere.

Percent of all cores for the host and of one core for the process; bytes; network in bytes a second since the last look.
What a platform does not tell is null.
"""

from __future__ import annotations

import os
import shutil
import time
from typing import Dict, Optional, Tuple


class HostSampler:
    def __init__(self, folder: str) -> None:
        self._folder = folder
        self._cpu: Optional[Tuple[float, float]] = None
        self._network: Optional[Tuple[float, int, int]] = None
        self._process: Optional[Tuple[float, float]] = None
        self.sample()  # rates need a look before

    def sample(self) -> Dict[str, object]:
        memory_used, memory_total = _memory()
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
            "process": {"pid": os.getpid(), "cpu_percent": self._process_percent(), "memory_used": _process_memory()},
        }

    def _cpu_percent(self) -> Optional[float]:
        text = _read("/proc/stat")
        if text is None:
            return None
        fields = [float(field) for field in text.split("\n", 1)[0].split()[1:9]]
        total, idle = sum(fields), fields[3] + fields[4]
        before, self._cpu = self._cpu, (total, idle)
        if before is None or total <= before[0]:
            return None
        return round(100 * (1 - (idle - before[1]) / (total - before[0])), 1)

    def _process_percent(self) -> Optional[float]:
        now, used = time.monotonic(), time.process_time()
        before, self._process = self._process, (now, used)
        if before is None or now <= before[0]:
            return None
        return round(100 * (used - before[1]) / (now - before[0]), 1)

    def _network_rates(self) -> Tuple[Optional[int], Optional[int]]:
        text = _read("/proc/net/dev")
        if text is None:
            return None, None
        received = sent = 0
        for line in text.splitlines()[2:]:
            name, _, counters = line.partition(":")
            if name.strip() != "lo":
                fields = counters.split()
                received += int(fields[0])
                sent += int(fields[8])
        now = time.monotonic()
        before, self._network = self._network, (now, received, sent)
        if before is None or now <= before[0]:
            return None, None
        seconds = now - before[0]
        return max(0, int((received - before[1]) / seconds)), max(0, int((sent - before[2]) / seconds))


def _memory() -> Tuple[Optional[int], Optional[int]]:
    text = _read("/proc/meminfo")
    if text is None:
        return None, None
    kilobytes = {line.split(":", 1)[0]: int(line.split()[1]) for line in text.splitlines() if line.endswith("kB")}
    total = kilobytes["MemTotal"]
    return (total - kilobytes.get("MemAvailable", kilobytes["MemFree"])) * 1024, total * 1024


def _process_memory() -> Optional[int]:
    text = _read("/proc/self/statm")
    return int(text.split()[1]) * os.sysconf("SC_PAGE_SIZE") if text is not None else None


def _disk(folder: str) -> Tuple[Optional[int], Optional[int]]:
    try:
        usage = shutil.disk_usage(folder)
        return usage.used, usage.total
    except OSError:
        return None, None


def _read(path: str) -> Optional[str]:
    try:
        with open(path, encoding="ascii", errors="replace") as file:
            return file.read()
    except OSError:
        return None
