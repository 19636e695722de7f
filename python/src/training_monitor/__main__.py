"""``python -m training_monitor sync [DIR] [--url URL]``: delivers what scripts left where there is no ``tmon``."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import List, Optional, Tuple

from .connection import normal_url
from .delivery import RunMissing, TryLater
from .http_api import NoAnswer
from .replay import JOURNALS, UPLOADS, Leftovers
from .settings import find_settings
from .warnings_once import WarningsOnce


def sync(folder: Path, url: Optional[str]) -> int:
    """Delivers every journal and every upload below ``folder`` whose writer is gone, to ``url`` or else to where each was meant for.

    Returns how many records were delivered. Raises NoAnswer, TryLater, RunMissing; what was not delivered stays.
    """
    return _sync(folder, url)[0]


def _sync(folder: Path, url: Optional[str]) -> Tuple[int, int]:
    """Also how many journals were of a version that is not read here."""
    delivered = not_read = 0
    for kind in (JOURNALS, UPLOADS):
        leftovers = Leftovers(folder, normal_url(url) if url else None, own_run="", warn=WarningsOnce(), kind=kind)
        while leftovers.step():
            pass
        delivered += leftovers.delivered
        not_read += leftovers.not_read
    return delivered, not_read


def main(arguments: Optional[List[str]] = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m training_monitor")
    commands = parser.add_subparsers(required=True)
    command = commands.add_parser("sync", help="deliver the journals that scripts left behind")
    command.add_argument("folder", nargs="?", type=Path, help="by default TRAINING_MONITOR_DIR, else .training_monitor")
    command.add_argument("--url", help="deliver to this server; by default each journal to its own")
    options = parser.parse_args(arguments)
    if options.folder is not None and not options.folder.is_dir():
        print(f"training-monitor: got {str(options.folder)!r}, want a folder that is there", file=sys.stderr)
        return 2
    folder = options.folder or find_settings(None, True, WarningsOnce()).folder
    try:
        delivered, not_read = _sync(folder, options.url)
        print(f"delivered {delivered:,} records")
        return 1 if not_read else 0
    except (NoAnswer, TryLater, RunMissing, ValueError) as error:
        print(f"training-monitor: {error}; nothing is lost, try again", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
