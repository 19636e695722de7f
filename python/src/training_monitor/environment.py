"""Where a run ran: what its configuration says under ``environment`` when asked to."""

from __future__ import annotations

import os
import platform
import re
import socket
import sys
from pathlib import Path
from typing import Dict, List, Optional

from .redaction import REDACTED, names_secret

_OPTION = re.compile(r"-{1,2}([^=\s]+)(=.*)?", re.DOTALL)


def capture_environment() -> Dict[str, object]:
    """Reads files and walks the installed packages: for a background thread."""
    from importlib import metadata  # a third of the time that importing all of this would take

    folder = Path.cwd()
    return {
        "argv": redacted_argv(sys.argv),
        "host": socket.gethostname(),
        "os": platform.platform(),
        "runtime": f"Python {platform.python_version()}",
        "processors": os.cpu_count(),
        "working_folder": str(folder),
        "git_commit": git_commit(folder),
        "packages": {str(found.metadata["Name"]): found.version for found in metadata.distributions() if found.metadata["Name"]},
    }


def redacted_argv(argv: List[str]) -> List[str]:
    """``--api-key=X`` and ``--api-key X`` without the X."""
    shown: List[str] = []
    hides_next = False
    for argument in argv:
        option = _OPTION.fullmatch(argument)
        if hides_next and option is None:
            shown.append(REDACTED)
            hides_next = False
            continue
        secret = option is not None and names_secret(option.group(1))
        hides_next = secret and option is not None and option.group(2) is None
        shown.append(f"{argument.split('=', 1)[0]}={REDACTED}" if secret and not hides_next else argument)
    return shown


def git_commit(folder: Path) -> Optional[str]:
    """The commit that ``folder`` is at, read from git's own files: no process is started. None outside a repository."""
    try:
        for at in [folder, *folder.parents]:
            git = at / ".git"
            if git.is_dir():
                return _head(git, git)
            if git.is_file():  # a worktree: the file names its folder, in which commondir names the repository's
                own = (at / git.read_text().strip()[len("gitdir: ") :]).resolve()
                common = own / "commondir"
                return _head(own, (own / common.read_text().strip()).resolve() if common.exists() else own)
    except (OSError, ValueError):
        pass
    return None


def _head(own: Path, common: Path) -> Optional[str]:
    head = (own / "HEAD").read_text().strip()
    if not head.startswith("ref: "):
        return head
    name = head[len("ref: ") :]
    if (common / name).is_file():
        return (common / name).read_text().strip()
    packed = common / "packed-refs"
    for line in packed.read_text().splitlines() if packed.is_file() else []:
        if line.endswith(" " + name):
            return line.split(" ", 1)[0]
    return None
