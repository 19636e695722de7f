"""What the kernel of Linux tells in ``/proc``; None for what it does not."""

from __future__ import annotations

import os
from typing import Optional, Tuple


class LinuxCounters:
    def cpu(self) -> Optional[Tuple[float, float]]:
        text = _read("/proc/stat")
        if text is None:
            return None
        fields = [float(field) for field in text.split("\n", 1)[0].split()[1:9]]
        return sum(fields), fields[3] + fields[4]

    def memory(self) -> Optional[Tuple[int, int]]:
        text = _read("/proc/meminfo")
        if text is None:
            return None
        kilobytes = {line.split(":", 1)[0]: int(line.split()[1]) for line in text.splitlines() if line.endswith("kB")}
        total = kilobytes["MemTotal"]
        return (total - kilobytes.get("MemAvailable", kilobytes["MemFree"])) * 1024, total * 1024

    def network(self) -> Optional[Tuple[int, int]]:
        text = _read("/proc/net/dev")
        if text is None:
            return None
        received = sent = 0
        for line in text.splitlines()[2:]:
            name, _, counters = line.partition(":")
            if name.strip() != "lo":
                fields = counters.split()
                received += int(fields[0])
                sent += int(fields[8])
        return received, sent

    def process_memory(self) -> Optional[int]:
        text = _read("/proc/self/statm")
        return int(text.split()[1]) * os.sysconf("SC_PAGE_SIZE") if text is not None else None


def _read(path: str) -> Optional[str]:
    try:
        with open(path, encoding="ascii", errors="replace") as file:
            return file.read()
    except OSError:
        return None
