"""What the page asks of a living run, each command once, and the answers."""

from __future__ import annotations

from typing import Dict, Set

from .intake import Intake


class Commands:
    def __init__(self, intake: Intake, run_id: str) -> None:
        self._intake = intake
        self._run_id = run_id
        self._seen: Set[str] = set()
        self.should_stop = False

    def take(self, command: Dict[str, object]) -> None:
        """From the sender; a command that comes again (it is repeated until answered) is not done again."""
        command_id, name = str(command.get("id")), command.get("command")
        if command_id in self._seen:
            return
        self._seen.add(command_id)
        if name == "stop":
            self.should_stop = True
            self._answer(command_id, True, "the script was asked to stop")
        else:
            self._answer(command_id, False, f"this script does not take the command {name!r}")

    def _answer(self, command_id: str, ok: bool, message: str) -> None:
        self._intake.request("POST", f"/api/runs/{self._run_id}/commands/{command_id}/result", {"ok": ok, "message": message})
