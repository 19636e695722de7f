"""NVIDIA GPUs through the driver's own library, loaded at run time. Where it is absent there are no GPUs to tell of."""

from __future__ import annotations

import ctypes
import sys
from typing import Any, Dict, List, Optional, Tuple


class _Utilization(ctypes.Structure):
    _fields_ = [("gpu", ctypes.c_uint), ("memory", ctypes.c_uint)]


class _Memory(ctypes.Structure):
    _fields_ = [("total", ctypes.c_ulonglong), ("free", ctypes.c_ulonglong), ("used", ctypes.c_ulonglong)]


class Nvml:
    """Open while it lives; all calls from one thread. What a GPU does not tell, or an older driver cannot, is None."""

    def __init__(self, library: Any) -> None:
        """Raises OSError when the driver does not answer."""
        self._library = library
        if not self._asks("nvmlInit_v2"):
            raise OSError("NVML does not start")
        count = ctypes.c_uint()
        self._devices: List[Tuple[int, ctypes.c_void_p]] = []
        if self._asks("nvmlDeviceGetCount_v2", ctypes.byref(count)):
            for index in range(count.value):
                device = ctypes.c_void_p()
                if self._asks("nvmlDeviceGetHandleByIndex_v2", ctypes.c_uint(index), ctypes.byref(device)):
                    self._devices.append((index, device))
        self._names = {index: self._name(index, device) for index, device in self._devices}

    def sample(self) -> List[Dict[str, object]]:
        return [self._gpu(index, device) for index, device in self._devices]

    def _asks(self, function: str, *arguments: object) -> bool:
        """True where the driver has the function and it has set what it was asked for."""
        return getattr(self._library, function, lambda *_: -1)(*arguments) == 0

    def _name(self, index: int, device: ctypes.c_void_p) -> str:
        name = ctypes.create_string_buffer(96)
        found = self._asks("nvmlDeviceGetName", device, name, ctypes.c_uint(len(name)))
        return name.value.decode(errors="replace") if found else f"GPU {index}"

    def _gpu(self, index: int, device: ctypes.c_void_p) -> Dict[str, object]:
        utilization, memory, temperature, power = _Utilization(), _Memory(), ctypes.c_uint(), ctypes.c_uint()
        has_memory = self._asks("nvmlDeviceGetMemoryInfo", device, ctypes.byref(memory))
        return {
            "index": index,
            "name": self._names[index],
            "utilization": utilization.gpu if self._asks("nvmlDeviceGetUtilizationRates", device, ctypes.byref(utilization)) else None,
            "memory_used": memory.used if has_memory else None,
            "memory_total": memory.total if has_memory else None,
            "temperature": temperature.value if self._asks("nvmlDeviceGetTemperature", device, 0, ctypes.byref(temperature)) else None,
            "power": power.value / 1000 if self._asks("nvmlDeviceGetPowerUsage", device, ctypes.byref(power)) else None,
        }


def open_nvml() -> Optional[Nvml]:
    name = "nvml.dll" if sys.platform == "win32" else "libnvidia-ml.so.1"
    try:
        return Nvml(ctypes.CDLL(name))
    except OSError:
        return None
