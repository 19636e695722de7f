"""What macOS tells through its system library, loaded at run time; None for what it does not."""

from __future__ import annotations

import ctypes
from typing import Any, Optional, Tuple

_CPU_LOAD, _VM_64, _TASK_BASIC = 3, 4, 20


class _CpuLoad(ctypes.Structure):
    _fields_ = [(name, ctypes.c_uint32) for name in ("user", "system", "idle", "nice")]


class _Memory(ctypes.Structure):
    """vm_statistics64, of which only some pages are looked at."""

    _fields_ = (
        [(name, ctypes.c_uint32) for name in ("free", "active", "inactive", "wired")]
        + [(name, ctypes.c_uint64) for name in ("zero_filled", "reactivated", "pageins", "pageouts", "faults", "cow_faults", "lookups", "hits", "purges")]
        + [(name, ctypes.c_uint32) for name in ("purgeable", "speculative")]
        + [(name, ctypes.c_uint64) for name in ("decompressions", "compressions", "swapins", "swapouts")]
        + [(name, ctypes.c_uint32) for name in ("compressor", "throttled", "external", "internal")]
        + [("uncompressed_in_compressor", ctypes.c_uint64)]
    )


class _Task(ctypes.Structure):
    _fields_ = [(name, ctypes.c_uint64) for name in ("virtual_size", "resident_size", "resident_size_max")] + [
        (name, ctypes.c_int32) for name in ("user_s", "user_us", "system_s", "system_us", "policy", "suspend_count")
    ]


class MacCounters:
    def __init__(self, library: Any = None, task: Optional[int] = None) -> None:
        """Raises OSError, AttributeError, ValueError where this is no macOS."""
        self._library = library if library is not None else ctypes.CDLL("/usr/lib/libSystem.dylib")
        self._task = task if task is not None else ctypes.c_uint32.in_dll(self._library, "mach_task_self_").value
        self._host = self._library.mach_host_self()
        self._page = self._library.getpagesize()

    def cpu(self) -> Optional[Tuple[float, float]]:
        load = _CpuLoad()
        if not self._fill(self._library.host_statistics, self._host, _CPU_LOAD, load):
            return None
        return float(load.user + load.system + load.idle + load.nice), float(load.idle)

    def memory(self) -> Optional[Tuple[int, int]]:
        pages, total = _Memory(), ctypes.c_uint64()
        size = ctypes.c_size_t(ctypes.sizeof(total))
        if self._library.sysctlbyname(b"hw.memsize", ctypes.byref(total), ctypes.byref(size), None, ctypes.c_size_t(0)) != 0:
            return None
        if not self._fill(self._library.host_statistics64, self._host, _VM_64, pages):
            return None
        return (pages.active + pages.wired + pages.compressor) * self._page, total.value

    def network(self) -> Optional[Tuple[int, int]]:
        return None

    def process_memory(self) -> Optional[int]:
        usage = _Task()
        return int(usage.resident_size) if self._fill(self._library.task_info, self._task, _TASK_BASIC, usage) else None

    def _fill(self, function: Any, port: int, kind: int, into: ctypes.Structure) -> bool:
        count = ctypes.c_uint32(ctypes.sizeof(into) // 4)
        return bool(function(port, kind, ctypes.byref(into), ctypes.byref(count)) == 0)
