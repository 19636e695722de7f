"""The word between a script and the supervisor that started it (``tmon run``), by the environment and one small file.

``TRAINING_MONITOR_SUPERVISED`` names the file. The script adds a line when it attaches and one with the status in which it
leaves. Under a supervisor the process's exit record decides how the run ended, so the script sends no status itself; the
C# SDK does the same. ``TRAINING_MONITOR_DESCRIPTION`` is what was said of the run by hand: it wins over the script's words.
"""

from __future__ import annotations

import json
import os
from typing import Any, Dict, Optional


class Supervision:
    def __init__(self, path: str) -> None:
        self._path = path

    @property
    def is_here(self) -> bool:
        """Whether the supervisor watches this very machine: then console and load are its business."""
        return os.path.exists(self._path)

    def say(self, word: str) -> None:
        try:
            if self.is_here:
                with open(self._path, "a", encoding="utf-8") as file:
                    file.write(word + "\n")
        except OSError:
            pass  # then the exit code alone says how it ended


def find_supervision() -> Optional[Supervision]:
    path = os.environ.get("TRAINING_MONITOR_SUPERVISED")
    return Supervision(path) if path else None


def given_over(own: Dict[str, object]) -> Dict[str, object]:
    """The script's description with what was given by hand: that name and project win, configurations merge, tags add up."""
    try:
        given: Any = json.loads(os.environ.get("TRAINING_MONITOR_DESCRIPTION") or "{}")
    except ValueError:
        given = {}
    if not isinstance(given, dict):
        return own
    merged = {key: value for key, value in own.items() if not (key in ("name", "project") and given.get(key))}
    if isinstance(merged.get("config"), dict) and isinstance(given.get("config"), dict):
        merged["config"] = {**merged["config"], **given["config"]}  # type: ignore[dict-item]
    if isinstance(merged.get("tags"), list) and isinstance(given.get("tags"), list):
        merged["tags"] = list(dict.fromkeys([*merged["tags"], *given["tags"]]))  # type: ignore[misc]
    return merged
