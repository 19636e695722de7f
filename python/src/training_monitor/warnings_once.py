"""What the user should know, said once per topic through ``logging`` (on stderr unless configured otherwise)."""

from __future__ import annotations

import logging
from typing import Optional, Set

_log = logging.getLogger("training_monitor")
_MOST = 30


class WarningsOnce:
    def __init__(self) -> None:
        self._said: Set[str] = set()

    def __call__(self, message: str, topic: Optional[str] = None) -> None:
        """``topic`` groups messages of which one is enough; by default the message itself."""
        key = message if topic is None else topic
        if key in self._said or len(self._said) >= _MOST:
            return
        self._said.add(key)
        _log.warning("training-monitor: %s", message)
