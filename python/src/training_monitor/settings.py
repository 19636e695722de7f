"""Where a run's data goes: from arguments, then the environment, then the defaults."""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple, Optional

from .connection import DEFAULT_URL, normal_url
from .warnings_once import WarningsOnce

_JOURNAL_LIMIT = 1 << 30


class Settings(NamedTuple):
    base_url: str
    """``http://HOST:PORT``; empty when offline."""
    folder: Path
    """Holds one folder per run with the journals of its writers."""
    journal_limit: int


def find_settings(dashboard_url: Optional[str], offline: Optional[bool], warn: WarningsOnce) -> Settings:
    """Never raises: an address that cannot be used means offline, said once. The folder is absolute if there is one to start from."""
    folder = Path(os.environ.get("TRAINING_MONITOR_DIR") or ".training_monitor")
    try:
        folder = folder.absolute()
    except OSError as error:
        warn(f"the working folder is gone ({error}): without it, or TRAINING_MONITOR_DIR, nothing is kept on disk")
    if offline is None:
        offline = os.environ.get("TRAINING_MONITOR_OFFLINE", "") not in ("", "0")
    base_url = ""
    if not offline:
        try:
            base_url = normal_url(dashboard_url or os.environ.get("TRAINING_MONITOR_URL") or DEFAULT_URL)
        except (ValueError, AttributeError, TypeError) as error:
            warn(f"{error}; logging to the journal in {folder} only")
    limit = os.environ.get("TRAINING_MONITOR_JOURNAL_LIMIT", "")
    return Settings(base_url, folder, int(limit) if limit.isdigit() else _JOURNAL_LIMIT)
