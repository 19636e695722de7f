"""What Windows tells through kernel32, loaded at run time; None for what it does not."""

from __future__ import annotations

import ctypes
from typing import Any, Optional, Tuple


class _FileTime(ctypes.Structure):
    _fields_ = [("low", ctypes.c_uint32), ("high", ctypes.c_uint32)]

    @property
    def ticks(self) -> float:
        return float((self.high << 32) | self.low)


class _MemoryStatus(ctypes.Structure):
    _fields_ = [("length", ctypes.c_uint32), ("load", ctypes.c_uint32)] + [
        (name, ctypes.c_uint64)
        for name in ("total", "available", "total_page_file", "available_page_file", "total_virtual", "available_virtual", "available_extended")
    ]


class _ProcessMemory(ctypes.Structure):
    _fields_ = [("size", ctypes.c_uint32), ("page_faults", ctypes.c_uint32)] + [
        (name, ctypes.c_size_t)
        for name in (
            "peak_working_set", "working_set", "peak_paged_pool", "paged_pool", "peak_non_paged_pool", "non_paged_pool", "page_file", "peak_page_file",
        )
    ]  # fmt: skip


class WindowsCounters:
    def __init__(self, kernel: Any = None) -> None:
        """Raises OSError, AttributeError where this is no Windows."""
        self._kernel = kernel if kernel is not None else ctypes.WinDLL("kernel32")  # type: ignore[attr-defined,unused-ignore]
        self._kernel.GetCurrentProcess.restype = ctypes.c_void_p
        self._kernel.K32GetProcessMemoryInfo.argtypes = [ctypes.c_void_p, ctypes.c_void_p, ctypes.c_uint32]

    def cpu(self) -> Optional[Tuple[float, float]]:
        idle, kernel, user = _FileTime(), _FileTime(), _FileTime()
        if not self._kernel.GetSystemTimes(ctypes.byref(idle), ctypes.byref(kernel), ctypes.byref(user)):
            return None
        return kernel.ticks + user.ticks, idle.ticks  # the kernel's time has the idle one in it

    def memory(self) -> Optional[Tuple[int, int]]:
        status = _MemoryStatus()
        status.length = ctypes.sizeof(status)
        if not self._kernel.GlobalMemoryStatusEx(ctypes.byref(status)):
            return None
        return status.total - status.available, status.total

    def network(self) -> Optional[Tuple[int, int]]:
        return None

    def process_memory(self) -> Optional[int]:
        usage = _ProcessMemory()
        usage.size = ctypes.sizeof(usage)
        if not self._kernel.K32GetProcessMemoryInfo(self._kernel.GetCurrentProcess(), ctypes.byref(usage), usage.size):
            return None
        return int(usage.working_set)
