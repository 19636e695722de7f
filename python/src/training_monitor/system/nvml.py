"""NVIDIA GPUs through the driver's own library, loaded at run time. Where it is absent there are no GPUs to tell of."""

from __future__ import annotations

import ctypes
import sys
from typing import Any, Dict, List, Optional


class _Utilization(ctypes.Structure):
    _fields_ = [("gpu", ctypes.c_uint), ("memory", ctypes.c_uint)]


class _Memory(ctypes.Structure):
    _fields_ = [("total", ctypes.c_ulonglong), ("free", ctypes.c_ulonglong), ("used", ctypes.c_ulonglong)]


class Nvml:
    """Open while it lives; all calls from one thread."""

    def __init__(self, library: Any) -> None:
        """Raises OSError when the driver does not answer."""
        self._library = library
        if library.nvmlInit_v2() != 0:
            raise OSError("NVML does not start")
        count = ctypes.c_uint()
        self._devices: List[ctypes.c_void_p] = []
        if library.nvmlDeviceGetCount_v2(ctypes.byref(count)) == 0:
            for index in range(count.value):
                device = ctypes.c_void_p()
                if library.nvmlDeviceGetHandleByIndex_v2(index, ctypes.byref(device)) == 0:
                    self._devices.append(device)

    def sample(self) -> List[Dict[str, object]]:
        return [self._gpu(index, device) for index, device in enumerate(self._devices)]

    def _gpu(self, index: int, device: ctypes.c_void_p) -> Dict[str, object]:
        library = self._library
        name = ctypes.create_string_buffer(96)
        utilization, memory, temperature, power = _Utilization(), _Memory(), ctypes.c_uint(), ctypes.c_uint()
        has_name = library.nvmlDeviceGetName(device, name, 96) == 0
        has_utilization = library.nvmlDeviceGetUtilizationRates(device, ctypes.byref(utilization)) == 0
        has_memory = library.nvmlDeviceGetMemoryInfo(device, ctypes.byref(memory)) == 0
        has_temperature = library.nvmlDeviceGetTemperature(device, 0, ctypes.byref(temperature)) == 0
        has_power = library.nvmlDeviceGetPowerUsage(device, ctypes.byref(power)) == 0
        return {
            "index": index,
            "name": name.value.decode(errors="replace") if has_name else f"GPU {index}",
            "utilization": utilization.gpu if has_utilization else None,
            "memory_used": memory.used if has_memory else None,
            "memory_total": memory.total if has_memory else None,
            "temperature": temperature.value if has_temperature else None,
            "power": power.value / 1000 if has_power else None,
        }


def open_nvml() -> Optional[Nvml]:
    name = "nvml.dll" if sys.platform == "win32" else "libnvidia-ml.so.1"
    try:
        return Nvml(ctypes.CDLL(name))
    except (OSError, AttributeError):
        return None
