"""A checkpoint file that is to be sent to the server: what is kept of it in the uploads journal, and how it is sent.

Sent at most as it was saved: a file that was changed since is another checkpoint's. An upload bears its checkpoint's id,
so that a repeated one replaces itself.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any, Dict, NamedTuple, Optional
from urllib.parse import quote, urlencode

from ..delivery import RunMissing, TryLater
from ..http_api import HttpApi
from ..identity import is_id
from .inspection import hash_file

PATIENCE = 60.0
"""Seconds in which some of the file must be taken, and then its answer come: the server has to sync and inspect it."""
_REFUSED = (400, 405, 409, 411, 413, 415, 422)


class Undeliverable(Exception):
    """The file is gone, is another one now, or the server will never take it. The text says so to the user."""


class Upload(NamedTuple):
    checkpoint_id: str
    filepath: str
    step: Optional[int]
    size: int
    sha256: Optional[str]
    """None: there was no time to hash it; then its size alone tells whether it is still the same."""

    @classmethod
    def of(cls, record: Dict[str, Any]) -> Upload:
        """Of a checkpoint's record."""
        return cls(str(record["id"]), str(record["filepath"]), record["step"], int(record["size"]), record["sha256"])

    def payload(self) -> bytes:
        """As the journal keeps it; drawn in docs/format/journal.md."""
        fields = {"checkpoint_id": self.checkpoint_id, "filepath": self.filepath, "step": self.step, "size": self.size, "sha256": self.sha256}
        return json.dumps(fields, separators=(",", ":")).encode()

    @classmethod
    def read(cls, payload: bytes) -> Upload:
        """Raises ValueError, KeyError, TypeError for what is no upload."""
        fields = json.loads(payload)
        if not is_id(fields["checkpoint_id"]):
            raise ValueError("got an upload without a checkpoint's id")
        return cls(fields["checkpoint_id"], str(fields["filepath"]), fields.get("step"), int(fields["size"]), fields.get("sha256"))

    def require_same(self) -> None:
        """Raises Undeliverable when the file is not what was saved; OSError when it cannot be read now."""
        try:
            size = os.stat(self.filepath).st_size
        except FileNotFoundError:
            raise Undeliverable(f"checkpoint {self.filepath} was gone before it was uploaded") from None
        if size != self.size or (self.sha256 is not None and hash_file(Path(self.filepath)) != self.sha256):
            raise Undeliverable(f"checkpoint {self.filepath} was changed before it was uploaded; what was saved is gone")

    def send(self, api: HttpApi, run_id: str) -> None:
        """Returns when the server has it. Raises Undeliverable, RunMissing, TryLater, NoAnswer, OSError."""
        path = Path(self.filepath)
        query = {"name": path.name, "id": self.checkpoint_id}
        if self.step is not None:
            query["step"] = str(self.step)
        try:
            with open(path, "rb") as file:
                size = os.fstat(file.fileno()).st_size
                answer = api.send_file(f"/api/runs/{run_id}/checkpoints?{urlencode(query, quote_via=quote)}", file, size)
        except FileNotFoundError:
            raise Undeliverable(f"checkpoint {self.filepath} was gone before it was uploaded") from None
        if answer.ok and answer.json.get("id") == self.checkpoint_id:
            return
        is_final = answer.is_servers or answer.status in (411, 413)  # the last two may well be a proxy's, and stay so
        if (answer.status in _REFUSED and is_final) or answer.json.get("deleted"):
            raise Undeliverable(f"the server refused the upload of {path}: {answer.detail}; it stays there")
        if answer.status == 404:
            raise RunMissing(answer.detail)
        raise TryLater(answer.detail if not answer.ok else "got an answer without the checkpoint; is this a Training Monitor?", answer.retry_after)
