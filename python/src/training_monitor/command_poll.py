"""Commands where no WebSocket can be had: a long poll beside the deliveries, so that a stop arrives at once all the same."""

from __future__ import annotations

import threading
import time
from typing import Callable, Dict
from urllib.parse import quote

from .backoff import Backoff
from .http_api import HttpApi, NoAnswer

_WAIT = 20
_PATIENCE = 10.0


class CommandPoll(threading.Thread):
    """Asks again and again until ``stop``; an older server without the endpoint is asked once."""

    def __init__(self, base_url: str, run_id: str, writer: str, take: Callable[[Dict[str, object]], None]) -> None:
        super().__init__(name="training-monitor-commands", daemon=True)
        self._api = HttpApi(base_url, _WAIT + _PATIENCE)
        self._path = f"/api/runs/{run_id}/commands?wait={_WAIT}&writer={quote(writer)}"
        self._take = take
        self._stopped = threading.Event()
        self._backoff = Backoff()

    def run(self) -> None:
        while not self._stopped.is_set():
            asked = time.monotonic()
            try:
                answer = self._api.send("GET", self._path)
            except NoAnswer:
                self._stopped.wait(self._backoff.wait())
                continue
            if self._stopped.is_set() or answer.status in (404, 405):
                break
            if not answer.ok:
                self._stopped.wait(self._backoff.wait())
                continue
            self._backoff.reset()
            self._take(answer.json)
            if not answer.json.get("commands") and time.monotonic() - asked < 1.0:
                self._stopped.wait(1.0)  # a server that does not wait must not be asked in a circle
        self._api.close()

    def stop(self) -> None:
        """Does not wait: the thread ends with the request under way, or with the process."""
        self._stopped.set()
