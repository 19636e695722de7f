"""The thread that looks every few seconds and hands a sample to the sender, which sends it when nothing else waits.

Samples are not kept in the journal: yesterday's load is not worth a delay of today's points.
"""

from __future__ import annotations

import os
import socket
import threading
import time
from typing import Callable, Dict

from ..warnings_once import WarningsOnce
from .host import HostSampler
from .nvml import open_nvml


class SystemSampler(threading.Thread):
    def __init__(self, writer: str, interval: float, hand_over: Callable[[Dict[str, object]], None], warn: WarningsOnce) -> None:
        super().__init__(name="training-monitor-system", daemon=True)
        self._writer = writer
        self._interval = interval
        self._hand_over = hand_over
        self._warn = warn
        self._stopped = threading.Event()

    def run(self) -> None:
        try:
            host, gpus = HostSampler(os.getcwd()), open_nvml()
            while not self._stopped.wait(self._interval):
                sample = {"time": round(time.time(), 6), **host.sample(), "gpus": gpus.sample() if gpus else []}
                self._hand_over({"host": socket.gethostname(), "writer": self._writer, "samples": [sample]})
        except Exception as error:
            self._warn(f"no system metrics any more: {error!r}", "system")

    def stop(self) -> None:
        self._stopped.set()
