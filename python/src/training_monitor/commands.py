"""What the page asks of a living run, each command once, and the answers.

Commands arrive in the sender's thread; callbacks run in the training's, at its next call, where saving and loading are
safe.
"""

from __future__ import annotations

import threading
from collections import deque
from typing import Callable, Deque, Dict, List, Set

from .intake import Intake
from .warnings_once import WarningsOnce

Command = Dict[str, object]
Callback = Callable[[Command], object]


class Commands:
    def __init__(self, intake: Intake, run_id: str, warn: WarningsOnce) -> None:
        self._intake = intake
        self._run_id = run_id
        self._warn = warn
        self._seen: Set[str] = set()
        self._lock = threading.Lock()  # around `_seen`: without a WebSocket two threads bring commands
        self._callbacks: Dict[str, Callback] = {}
        self._due: Deque[Command] = deque()
        self._checkpoint_asked: List[str] = []
        self.should_stop = False
        self.should_stop_at_epoch_end = False

    def on(self, name: str, callback: Callback) -> None:
        self._callbacks[name] = callback

    @property
    def should_checkpoint(self) -> bool:
        return bool(self._checkpoint_asked)

    def take(self, command: Command) -> None:
        """From the sender and its poll. A command that comes again (it is repeated until answered) is not done again."""
        command_id, name = str(command.get("id")), str(command.get("command"))
        with self._lock:
            if command_id in self._seen:
                return
            self._seen.add(command_id)
        if name == "stop":
            self._stop(command_id, command)
        if name in self._callbacks:
            self._due.append(command)
            self._intake.ask_attention()
        elif name == "checkpoint":
            self._checkpoint_asked.append(command_id)
        elif name != "stop":
            self._answer(command_id, False, f"this script does not take the command {name!r}")

    def _stop(self, command_id: str, command: Command) -> None:
        if command.get("when") == "epoch_end":
            self.should_stop_at_epoch_end = True
        else:
            self.should_stop = self.should_stop_at_epoch_end = True
        if "stop" not in self._callbacks:
            self._answer(command_id, True, "the script was asked to stop")

    def run_due(self) -> None:
        """In the training's thread: calls the callbacks of what has arrived."""
        self._intake.give_attention()
        while self._due:
            command = self._due.popleft()
            try:
                self._callbacks[str(command["command"])](command)
                self._answer(str(command["id"]), True, "done")
            except Exception as error:
                self._warn(f"the callback for {command['command']!r} raised {error!r}")
                self._answer(str(command["id"]), False, f"{type(error).__name__}: {error}"[:1000])

    def checkpoint_saved(self, checkpoint_id: str) -> None:
        while self._checkpoint_asked:
            self._answer(self._checkpoint_asked.pop(), True, f"saved as {checkpoint_id}")

    def _answer(self, command_id: str, ok: bool, message: str) -> None:
        self._intake.request("POST", f"/api/runs/{self._run_id}/commands/{command_id}/result", {"ok": ok, "message": message})
