"""The monitor: what a training script holds in its hand."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from types import TracebackType
from typing import Dict, Mapping, Optional, Sequence, Type

from . import lifecycle
from .identity import is_id, new_id, new_writer, own_rank, shared_run_id
from .intake import USUAL, Final
from .pipeline import Pipeline
from .redaction import redacted
from .settings import Settings, find_settings
from .values import plain_json
from .warnings_once import WarningsOnce

_EXIT_PATIENCE = 5.0
_STATUSES = ("running", "completed", "failed", "cancelled", "interrupted")


class TrainingMonitor:
    """One run of a training script, logged to a Training Monitor server.

    No method raises into the training, blocks it or slows it: calls append to a queue, a background thread sends.
    What the server does not acknowledge within 100 ms is kept in a journal on disk and delivered later.

    ``run_name``: how the run is called; by default the script's name.
    ``config``: any JSON-like mapping; text that is named like a secret is redacted.
    ``dashboard_url``: ``ws://HOST:PORT`` or ``http://HOST:PORT``; by default ``TRAINING_MONITOR_URL``, else port 8000 here.
    ``total_steps`` or ``epochs`` × ``steps_per_epoch``: lets the page show progress and time left.
    ``run_id``: to write to a run that exists, or to choose the id (``[a-z0-9][a-z0-9_-]*``, at most 64 characters).
    ``offline``: write the journal only; ``tmon sync`` delivers it.
    ``rank``: place in a distributed training, by default from RANK, SLURM_PROCID or LOCAL_RANK. Ranks above 0 log
    metrics only with ``all_ranks=True``.
    """

    def __init__(
        self,
        run_name: Optional[str] = None,
        config: Optional[Mapping[str, object]] = None,
        dashboard_url: Optional[str] = None,
        *,
        project: Optional[str] = None,
        tags: Sequence[str] = (),
        notes: Optional[str] = None,
        total_steps: Optional[int] = None,
        epochs: Optional[int] = None,
        steps_per_epoch: Optional[int] = None,
        run_id: Optional[str] = None,
        group: Optional[str] = None,
        offline: Optional[bool] = None,
        rank: Optional[int] = None,
        all_ranks: bool = False,
    ) -> None:
        self._warn = WarningsOnce()
        self._status: Optional[str] = None
        self._terminated = self._ended = False
        self._rank = own_rank() if rank is None else rank
        self.run_name = str(run_name) if run_name else _script_name()
        settings = find_settings(dashboard_url, offline, self._warn)
        attached = os.environ.get("TRAINING_MONITOR_RUN_ID") if run_id is None else None
        self.run_id = self._choose_id(run_id or attached)
        described: Dict[str, object] = {
            "project": project,
            "config": plain_json(redacted(dict(config))) if config else None,
            "tags": [str(tag) for tag in tags] or None,
            "notes": notes,
            "total_steps": total_steps,
            "epochs": epochs,
            "steps_per_epoch": steps_per_epoch,
            "group": group,
        }
        given = {key: value for key, value in described.items() if value is not None}
        self._pipeline = Pipeline(
            settings=settings,
            run={
                "run_id": self.run_id,
                "url": settings.base_url,
                "writer": new_writer(),
                "rank": self._rank,
                "create": dict(given, id=self.run_id, name=self.run_name),
            },
            warn=self._warn,
            patience=_EXIT_PATIENCE,
        )
        self._intake = self._pipeline.intake
        self._path = f"/api/runs/{self.run_id}"
        if attached and self._rank == 0:
            self._intake.request("PUT", self._path, dict(given, name=self.run_name) if run_name else given)
        if self._rank != 0 and not all_ranks:
            self._pipeline.mute_metrics()
        lifecycle.register(self)
        self._announce(settings)

    def _choose_id(self, wanted: Optional[str]) -> str:
        if wanted is not None and is_id(wanted):
            return wanted
        if wanted is not None:
            self._warn(f"got run_id {wanted!r}, wanted [a-z0-9][a-z0-9_-]* of at most 64 characters; a new one was made")
        return shared_run_id(self.run_name) or new_id("run_")

    def _announce(self, settings: Settings) -> None:
        if self._rank != 0 or os.environ.get("TRAINING_MONITOR_QUIET"):
            return
        where = f"{settings.base_url}/runs/{self.run_id}" if settings.base_url else f"offline, in {self._pipeline.folder}"
        print(f"training-monitor: {self.run_name} → {where}", file=sys.stderr)

    def log_metrics(self, metrics: Mapping[str, object], step: Optional[int] = None) -> None:
        """Logs numbers of one step, from any thread.

        ``metrics``: name → number (int, float, numpy or torch scalar; NaN and infinities welcome); nested mappings
        become ``a/b``. ``step``: by default one more than the last. Takes about a microsecond; never raises.
        """
        intake = self._intake
        queue = intake.queue
        if type(metrics) is dict and type(step) is int and 0 <= step < 2**53 and len(metrics) <= USUAL and len(queue) < intake.room:
            for value in metrics.values():
                if type(value) is not float:
                    break
            else:
                if metrics:
                    queue.append((step, time.time(), metrics.copy()))
                return
        self._log_carefully(metrics, step)

    def _log_carefully(self, metrics: Mapping[str, object], step: Optional[object]) -> None:
        try:
            if not self._intake.is_closed:
                self._intake.offer(metrics, step)
        except Exception as error:
            self._warn(f"log_metrics got {type(metrics).__name__}, wanted a mapping of numbers ({error})", "log_metrics")

    def set_status(self, status: str, error: Optional[str] = None) -> None:
        """Says how the run stands: completed, failed, cancelled, interrupted or running. The end of the block keeps it."""
        if status not in _STATUSES:
            self._warn(f"got status {status!r}, wanted one of {', '.join(_STATUSES)}; it stays as it is")
            return
        self._status = status if status != "running" else None
        self._intake.request("PUT", self._path, {"status": status, **({"error": str(error)[-16_000:]} if error else {})})

    @property
    def should_stop(self) -> bool:
        """Whether somebody asked this run to stop: break out of the loop, save, and leave."""
        return self._terminated or self._pipeline.commands.should_stop

    def finish(self, status: str = "completed", error: Optional[str] = None) -> None:
        """Ends the run and waits at most five seconds for what is still under way. Leaving the block does it."""
        self.end(status if status in _STATUSES else "completed", error)

    def end(self, status: str, error: Optional[str] = None) -> None:
        """As finish(), for the process's own end; the first end counts."""
        if self._ended:
            return
        self._ended = True
        lifecycle.unregister(self)
        if self._terminated and status == "completed":
            status = "interrupted"
        final = status if self._rank == 0 and self._status is None else None
        self._pipeline.finish(Final(final, error))

    def note_termination(self) -> None:
        self._terminated = True

    def abandon(self) -> None:
        """In a forked child: this copy does nothing any more."""
        self._ended = True
        self._pipeline.abandon()

    def __enter__(self) -> TrainingMonitor:
        return self

    def __exit__(
        self, kind: Optional[Type[BaseException]], error: Optional[BaseException], trace: Optional[TracebackType]
    ) -> None:
        self.end(lifecycle.status_of(error), lifecycle.text_of(error))


def _script_name() -> str:
    return Path(sys.argv[0]).stem or "run" if sys.argv and sys.argv[0] not in ("", "-c") else "run"
