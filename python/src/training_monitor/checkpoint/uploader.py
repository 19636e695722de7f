"""The thread that sends checkpoint files to the server, one after the other, from the disk and behind the training's back.

What does not arrive is tried again with back-off until the run ends; what then is still here is said in one line, and
stays where the script wrote it. An upload bears its checkpoint's id, so that a repeated one replaces itself.
"""

from __future__ import annotations

import os
import threading
import time
from collections import deque
from pathlib import Path
from typing import Any, Callable, Deque, Dict, Optional
from urllib.parse import quote, urlencode

from ..backoff import Backoff
from ..http_api import HttpApi, NoAnswer
from ..warnings_once import WarningsOnce

_HURRIED_WAIT = 0.25
_PATIENCE = 60.0
"""Seconds in which some of the file must be taken, and then its answer come: the server has to sync and inspect it."""
_REFUSED = (400, 405, 409, 411, 413, 415, 422)


class Uploader:
    def __init__(
        self, base_url: str, run_id: str, is_wanted: Callable[[Dict[str, Any]], bool], warn: WarningsOnce, backoff: Optional[Backoff] = None
    ) -> None:
        self._base_url = base_url
        self._run_id = run_id
        self._is_wanted = is_wanted
        self._warn = warn
        self._backoff = backoff or Backoff()
        self._waiting: Deque[Dict[str, Any]] = deque()
        self._changed = threading.Condition()  # a file was added; not held while one is sent
        self._hurry = threading.Event()
        self._stopped = False
        self._thread: Optional[threading.Thread] = None

    def add(self, record: Dict[str, Any]) -> None:
        if not self._base_url:
            self._warn("offline: checkpoints are not uploaded, they stay where they are", "upload")
            return
        with self._changed:
            self._waiting.append(record)
            self._changed.notify()
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, name="training-monitor-uploads", daemon=True)
                self._thread.start()

    def finish(self, patience: float) -> None:
        """Waits for what is under way, at most ``patience`` seconds; by polling, because a signal handler may stand in a lock's way."""
        self._hurry.set()
        until = time.monotonic() + patience
        while self._waiting and time.monotonic() < until:
            time.sleep(0.005)
        left = [record["filepath"] for record in list(self._waiting)]
        with self._changed:
            self._stopped = True
            self._changed.notify()
        if left:
            self._warn(f"the script ended before {len(left)} checkpoints were uploaded; the newest stays at {left[-1]}")

    def _work(self) -> None:
        while True:
            with self._changed:
                while not self._waiting and not self._stopped:
                    self._changed.wait()
                if self._stopped:
                    return
                record = self._waiting[0]
            try:
                is_done = not self._is_wanted(record) or self._send(record)
            except FileNotFoundError:
                self._warn(f"checkpoint {record['filepath']} was gone before it was uploaded")
                is_done = True
            except (OSError, NoAnswer) as error:
                self._complain(record, str(error))
                is_done = False
            except Exception as error:  # a bug must not end the uploads
                self._warn(f"BUG: checkpoint {record['filepath']} was not uploaded: {error!r}", "uploader")
                is_done = True
            if is_done:
                self._waiting.popleft()
                self._backoff.reset()
            else:
                self._pause()

    def _send(self, record: Dict[str, Any]) -> bool:
        """True when the server has it, or never will. Raises OSError, NoAnswer."""
        path = Path(record["filepath"])
        query = {"name": path.name, "id": record["id"]}
        if record["step"] is not None:
            query["step"] = str(record["step"])
        api = HttpApi(self._base_url, _PATIENCE)
        try:
            with open(path, "rb") as file:
                size = os.fstat(file.fileno()).st_size
                answer = api.send_file(f"/api/runs/{self._run_id}/checkpoints?{urlencode(query, quote_via=quote)}", file, size)
        finally:
            api.close()
        if answer.ok and answer.json.get("id") == record["id"]:
            return True
        if answer.status in _REFUSED:
            self._warn(f"the server refused the upload of {path}: {answer.detail}; it stays there")
            return True
        # 404: the run is made by another thread, or the server is about to learn of it again.
        if answer.status != 404:
            self._complain(record, answer.detail if not answer.ok else "got an answer without the checkpoint; is this a Training Monitor?")
        return False

    def _complain(self, record: Dict[str, Any], reason: str) -> None:
        if not self._stopped:
            self._warn(f"checkpoint {record['filepath']} is not uploaded yet ({reason}); trying again", "upload")

    def _pause(self) -> None:
        if self._hurry.is_set():
            time.sleep(_HURRIED_WAIT)
        else:
            self._hurry.wait(self._backoff.wait())
