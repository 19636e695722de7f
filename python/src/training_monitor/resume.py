"""Finds the run and the checkpoint that a script goes on from: by the ledger beside the checkpoints, else by the server."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Dict, List, NamedTuple, Optional
from urllib.parse import quote

from .checkpoint.ledger import Ledger, newest_valid
from .http_api import HttpApi, NoAnswer
from .identity import is_id
from .settings import Settings

_PATIENCE = 2.0
_RESUMABLE = ("running", "interrupted", "failed")


class Resume(NamedTuple):
    run_id: str
    records: List[Dict[str, Any]]
    checkpoint: Dict[str, Any]


def find_resume(
    run_name: str, checkpoint_dir: Path, settings: Settings, project: Optional[str] = None, run_id: Optional[str] = None
) -> Optional[Resume]:
    """None when there is nothing to go on from: no run of that name that did not end well, or no whole checkpoint of it.

    ``project`` and ``run_id``, where they are given, are those of the run.
    """
    found = _find(run_name, checkpoint_dir, settings, project)
    return found if found is None or run_id in (None, found.run_id) else None


def _find(run_name: str, checkpoint_dir: Path, settings: Settings, project: Optional[str]) -> Optional[Resume]:
    noted = Ledger(checkpoint_dir).run(run_name)
    if noted is not None and is_id(noted.get("run_id")):
        if noted.get("status") in ("completed", "cancelled"):
            return None
        return _resume(str(noted["run_id"]), noted["checkpoints"])
    if not settings.base_url:
        return None
    api = HttpApi(settings.base_url, _PATIENCE)
    try:
        return _ask(api, run_name, project)
    except NoAnswer:
        return None
    finally:
        api.close()


def _resume(run_id: str, records: List[Dict[str, Any]]) -> Optional[Resume]:
    checkpoint = newest_valid(records)
    return Resume(run_id, records, checkpoint) if checkpoint is not None else None


def _ask(api: HttpApi, run_name: str, project: Optional[str]) -> Optional[Resume]:
    of_project = f"&project={quote(str(project), safe='')}" if project is not None else ""
    listed = api.send("GET", f"/api/runs?q={quote(run_name, safe='')}{of_project}&sort=-created_at&limit=50").json.get("items")
    for run in listed if isinstance(listed, list) else []:
        if not isinstance(run, dict) or run.get("name") != run_name or not is_id(run.get("id")):
            continue
        if run.get("status") not in _RESUMABLE:
            return None
        items = api.send("GET", f"/api/runs/{run['id']}/checkpoints?limit=100").json.get("items")
        records = [item for item in items if isinstance(item, dict)] if isinstance(items, list) else []
        return _resume(str(run["id"]), sorted(records, key=lambda record: str(record.get("created_at"))))
    return None
