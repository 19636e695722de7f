"""The thread that sends checkpoint files to the server, one after the other, from the disk and behind the training's back.

What is to be sent is noted in a journal of its own beside the run's, and the note goes once the server has the file: what
does not arrive before the script ends or is killed is sent by the next one, or by ``tmon sync``. When a run's own files are
sent, the thread takes up what earlier scripts left, one file at a time.
"""

from __future__ import annotations

import threading
import time
from collections import deque
from pathlib import Path
from typing import Any, Callable, Deque, Dict, NamedTuple, Optional

from ..backoff import Backoff
from ..delivery import RunMissing, TryLater
from ..http_api import HttpApi, NoAnswer
from ..journal import UPLOAD, Journal
from ..replay import UPLOADS, Leftovers
from ..warnings_once import WarningsOnce
from .upload import PATIENCE, Undeliverable, Upload

_HURRIED_WAIT = 0.25
_LEFT_AGAIN = 30.0


class Waiting(NamedTuple):
    record: Dict[str, Any]
    is_noted: bool
    """Whether the journal holds it, so that it outlives the script."""


class Uploader:
    def __init__(
        self,
        run: Dict[str, Any],
        folder: Path,
        is_wanted: Callable[[Dict[str, Any]], bool],
        warn: WarningsOnce,
        backoff: Optional[Backoff] = None,
    ) -> None:
        """``run``: the journal's run record; its ``url`` is empty when offline. ``folder`` holds the journals of all runs."""
        self._run = run
        self._run_id = str(run["run_id"])
        self._base_url = str(run["url"])
        self._folder = folder
        self._is_wanted = is_wanted
        self._warn = warn
        self._backoff = backoff or Backoff()
        self._waiting: Deque[Waiting] = deque()
        self._journal: Optional[Journal] = None
        self._number = 0
        self._journal_lock = threading.Lock()  # around every use of the journal; a lock of its own, because disks may hang
        self._changed = threading.Condition()  # a file was added, or the end is near; not held while one is sent
        self._hurry = threading.Event()
        self._stopped = False
        self._left: Optional[Leftovers] = None
        self._left_at = 0.0
        self._thread: Optional[threading.Thread] = None

    def take_up_left(self) -> None:
        """Sends what earlier scripts could not, when there is anything."""
        if self._base_url and any(self._folder.glob("*/*" + UPLOADS)):
            self._left = Leftovers(self._folder, self._base_url, self._run_id, self._warn, kind=UPLOADS)
            with self._changed:
                self._start()

    def add(self, record: Dict[str, Any]) -> None:
        """From a background thread: writes the note. Not of a file that a later checkpoint has written over by now."""
        if not self._is_wanted(record):
            return
        waiting = Waiting(record, self._note(record))
        if not self._base_url:
            if not waiting.is_noted:
                self._warn(f"offline: checkpoint {record['filepath']} is not uploaded, it stays there", "upload")
            return
        with self._changed:
            self._waiting.append(waiting)
            self._changed.notify()
            self._start()

    def finish(self, patience: float) -> None:
        """Waits for what is under way, at most ``patience`` seconds; by polling, because a signal handler may stand in a lock's way."""
        self._hurry.set()
        until = time.monotonic() + patience
        while self._waiting and time.monotonic() < until:
            time.sleep(0.005)
        left = list(self._waiting)
        with self._changed:
            self._stopped = True
            self._changed.notify()
        lost = [waiting.record["filepath"] for waiting in left if not waiting.is_noted]
        if lost:
            self._warn(f"the script ended before {len(lost)} checkpoints were uploaded; the newest stays at {lost[-1]}")
        with self._journal_lock:
            journal, self._journal = self._journal, None
            if journal is None:
                return
            if not journal.is_empty:
                count = f"{len(left) - len(lost)} checkpoints" if self._base_url else "the checkpoints"
                self._warn(f"{count} of run {self._run_id} wait to be uploaded; the next script here sends them, or: tmon sync {self._folder}")
            journal.close()

    def abandon(self) -> None:
        """In a forked child: no lock is taken, one of them may be held by a thread that does not exist."""
        if self._journal is not None:
            self._journal.abandon()

    def _note(self, record: Dict[str, Any]) -> bool:
        try:
            with self._journal_lock:
                if self._stopped:
                    return False
                if self._journal is None:
                    self._journal = Journal(self._folder / self._run_id / f"{self._run['writer']}{UPLOADS}", self._run)
                self._number += 1
                self._journal.write(self._number, UPLOAD, Upload.of(record).payload())
            return True
        except OSError as error:
            self._warn(f"cannot note the upload of {record['filepath']} ({error}); it is lost if the script ends first", "upload note")
            return False

    def _start(self) -> None:
        if self._thread is None:
            self._thread = threading.Thread(target=self._work, name="training-monitor-uploads", daemon=True)
            self._thread.start()

    def _work(self) -> None:
        while True:
            with self._changed:
                while not self._waiting and not self._stopped:
                    due = self._left_at - time.monotonic() if self._left is not None and not self._hurry.is_set() else None
                    if due is not None and due <= 0:
                        break
                    self._changed.wait(due)
                if self._stopped:
                    return
            if self._waiting:
                self._upload(self._waiting[0])
            elif self._left is not None:
                self._replay(self._left)

    def _upload(self, waiting: Waiting) -> None:
        record = waiting.record
        is_done = True
        api = HttpApi(self._base_url, PATIENCE)
        try:
            if self._is_wanted(record):
                Upload.of(record).send(api, self._run_id)
        except Undeliverable as error:
            self._warn(str(error))
        except RunMissing:
            is_done = False  # it is made by another thread, or the server is about to learn of it again
        except (OSError, NoAnswer, TryLater) as error:
            is_done = False
            if not self._stopped:
                self._warn(f"checkpoint {record['filepath']} is not uploaded yet ({error}); trying again", "upload")
        except Exception as error:  # a bug must not end the uploads
            self._warn(f"BUG: checkpoint {record['filepath']} was not uploaded: {error!r}", "uploader")
        finally:
            api.close()
        if is_done:
            self._strike(waiting)
            self._waiting.popleft()
            self._backoff.reset()
        elif self._hurry.is_set():
            time.sleep(_HURRIED_WAIT)
        else:
            self._hurry.wait(self._backoff.wait())

    def _strike(self, waiting: Waiting) -> None:
        """Takes the note out of the journal: what is sent in order is noted in order."""
        try:
            with self._journal_lock:
                noted = self._journal.next() if self._journal is not None and waiting.is_noted else None
                if self._journal is not None and noted is not None:
                    self._journal.acknowledge(noted)
        except OSError as error:  # then it is sent once more, and replaces itself
            self._warn(f"cannot note that {waiting.record['filepath']} was uploaded ({error})", "upload note")

    def _replay(self, left: Leftovers) -> None:
        try:
            if not left.step():
                self._left = None
        except (NoAnswer, TryLater, RunMissing, OSError):
            self._left_at = time.monotonic() + _LEFT_AGAIN
        except Exception as error:
            self._warn(f"uploads left by an earlier script cannot be sent: {error!r}; they stay where they are", "uploads left")
            left.skip()
