"""Names that must be the same everywhere or never twice: run ids, writers, ranks."""

from __future__ import annotations

import hashlib
import os
import re
import secrets
import socket
from typing import Mapping, Optional

_ID = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")
_ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789"


def is_id(text: object) -> bool:
    return isinstance(text, str) and _ID.fullmatch(text) is not None


def new_id(prefix: str) -> str:
    """``prefix`` + 12 characters a-z0-9, as the server makes them."""
    return prefix + "".join(secrets.choice(_ALPHABET) for _ in range(12))


def new_writer() -> str:
    """host-pid-random: a name that is never used twice."""
    host = re.sub(r"[^a-z0-9_-]+", "-", socket.gethostname().lower()).strip("-_")[:32] or "host"
    return f"{host}-{os.getpid()}-{secrets.token_hex(3)}"


def _short_host() -> str:
    """Platforms differ in whether a host's name bears its domain, and in its case; the C# SDK must find the same."""
    return socket.gethostname().split(".")[0].lower()


def own_rank(env: Mapping[str, str] = os.environ) -> int:
    """This process's place in a distributed training, 0 where there is none."""
    for name in ("RANK", "SLURM_PROCID", "LOCAL_RANK"):
        text = env.get(name, "")
        if text.isdigit():
            return int(text)
    return 0


def shared_run_id(run_name: str, env: Mapping[str, str] = os.environ) -> Optional[str]:
    """The same run id on every rank of one launch, without a word between them; None where nothing tells a launch apart."""
    if env.get("SLURM_JOB_ID") and env.get("SLURM_NTASKS", "1") != "1":
        parts = ["slurm", env["SLURM_JOB_ID"], env.get("SLURM_STEP_ID", ""), env.get("SLURM_RESTART_COUNT", "")]
    elif env.get("WORLD_SIZE", "1") in ("", "1"):
        return None
    elif env.get("TORCHELASTIC_RUN_ID", "none") != "none":
        parts = ["elastic", env["TORCHELASTIC_RUN_ID"], env.get("TORCHELASTIC_RESTART_COUNT", "")]
    elif env.get("LOCAL_WORLD_SIZE") == env["WORLD_SIZE"]:
        # One machine: its ranks are the children of one launcher.
        parts = ["local", _short_host(), str(os.getppid()), env.get("MASTER_PORT", ""), env.get("TORCHELASTIC_RESTART_COUNT", "")]
    else:
        return None
    digest = hashlib.sha256("\0".join([run_name, *parts]).encode()).digest()
    return "run_" + "".join(_ALPHABET[byte % len(_ALPHABET)] for byte in digest[:12])
