"""The monitor: what a training script holds in its hand."""

from __future__ import annotations

import os
import sys
import threading
import time
from pathlib import Path
from types import SimpleNamespace, TracebackType
from typing import Any, Callable, Dict, Mapping, Optional, Sequence, Type, Union

from . import environment, lifecycle
from .checkpoint import Checkpoint
from .checkpoint.atomic import write_atomically
from .checkpoint.registrar import Expected, Keep, Registrar, new_record
from .checkpoint.uploader import Uploader
from .commands import Commands
from .identity import is_id, new_id, new_writer, own_rank, shared_run_id
from .intake import Final, Intake
from .pipeline import Pipeline
from .redaction import redacted
from .resume import Resume, find_resume
from .settings import Settings, find_settings
from .supervision import find_supervision, given_over
from .values import flatten, plain_json, plain_step, plain_text, plain_texts
from .warnings_once import WarningsOnce

_EXIT_PATIENCE = 5.0
_STATUSES = ("running", "completed", "failed", "cancelled", "interrupted")


class TrainingMonitor:
    """One run of a training script, logged to a Training Monitor server.

    No method raises into the training, blocks it or slows it: calls append to a queue, a background thread sends.
    What the server does not acknowledge within 100 ms is kept in a journal on disk and delivered later.

    ``run_name``: how the run is called; by default the script's name.
    ``config``: a mapping, an argparse namespace or a dataclass, of whatever depth; text that is named like a secret is
    redacted.
    ``dashboard_url``: ``ws://HOST:PORT`` or ``http://HOST:PORT``; by default ``TRAINING_MONITOR_URL``, else port 8000 here.
    ``total_steps`` or ``epochs`` × ``steps_per_epoch``: lets the page show progress and time left.
    ``run_id``: to write to a run that exists, or to choose the id (``[a-z0-9][a-z0-9_-]*``, at most 64 characters).
    ``offline``: write the journal only; ``tmon sync`` delivers it.
    ``rank``: place in a distributed training, by default from RANK, SLURM_PROCID or LOCAL_RANK. Ranks above 0 log
    metrics only with ``all_ranks=True``.
    ``system_interval``: seconds between looks at CPU, memory, disk, network and GPUs; 0 for none.
    ``capture_console``: also send what is printed. ``capture_environment``: add arguments, git commit, host, Python and
    package versions to the configuration.
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
        system_interval: float = 5.0,
        capture_console: bool = False,
        capture_environment: bool = False,
        _resume: Optional[Resume] = None,
    ) -> None:
        self._warn = WarningsOnce()
        self._status: Optional[str] = None
        self._terminated = self._ended = False
        self._rank = self._count("rank", rank, own_rank()) or 0
        self.run_name = str(run_name) if run_name else _script_name()
        settings = find_settings(dashboard_url, offline, self._warn)
        self._supervision = find_supervision()
        watched = self._supervision is not None and self._supervision.is_here
        if self._supervision is not None:
            self._supervision.say("attached")
        attached = os.environ.get("TRAINING_MONITOR_RUN_ID") if run_id is None else None
        self.run_id = self._choose_id(run_id or attached or (_resume.run_id if _resume else None))
        self.is_resumed = _resume is not None
        described: Dict[str, object] = {
            "project": plain_text(project),
            "config": self._described(config),
            "tags": plain_texts(tags) or None,
            "notes": plain_text(notes),
            "total_steps": self._count("total_steps", total_steps),
            "epochs": self._count("epochs", epochs),
            "steps_per_epoch": self._count("steps_per_epoch", steps_per_epoch),
            "group": plain_text(group),
        }
        given = {key: value for key, value in described.items() if value is not None}
        run: Dict[str, object] = {
            "run_id": self.run_id,
            "url": settings.base_url,
            "writer": new_writer(),
            "rank": self._rank,
            "born": time.time(),
            "create": None if attached else dict(given, id=self.run_id, name=self.run_name, time=time.time()),
        }
        self._pipeline = Pipeline(
            settings=settings,
            run=run,
            warn=self._warn,
            # One resume for all ranks: each would fence the writers of the others.
            resumes=_resume is not None and not attached and self._rank == 0,
            rejoins=_resume is not None and self._rank != 0,
            first_step=(_resume.checkpoint.get("step") or -1) + 1 if _resume else 0,
            system_interval=0.0 if watched else system_interval,
            captures_console=capture_console and not watched,
        )
        self._intake = self._pipeline.intake
        self._commands = self._pipeline.commands
        self._resumed_from: Optional[Dict[str, Any]] = _resume.checkpoint if _resume else None
        self._registrar = Registrar(
            self.run_name,
            self.run_id,
            self._intake,
            self._pipeline.settle,
            self._warn,
            lambda is_wanted: Uploader(run, settings.folder, is_wanted, self._warn),
            _resume.records if _resume else (),
        )
        self._path = f"/api/runs/{self.run_id}"
        if attached and self._rank == 0:
            described = given_over(dict(given, name=self.run_name) if run_name else given)
            if described:
                self._intake.request("PUT", self._path, described)
        if self._rank != 0 and not all_ranks:
            self._pipeline.mute_metrics()
        self._aside: Optional[threading.Thread] = None
        if capture_environment and self._rank == 0:
            self._aside = threading.Thread(target=self._send_environment, args=(given.get("config"),), daemon=True)
            self._aside.start()
        lifecycle.register(self)
        self._announce(settings)

    @classmethod
    def resume_or_create(
        cls, run_name: str, checkpoint_dir: Union[str, Path] = "./checkpoints", dashboard_url: Optional[str] = None, **options: Any
    ) -> TrainingMonitor:
        """Goes on with the run of that name from its newest whole checkpoint in ``checkpoint_dir``; else starts a new run.

        ``is_resumed`` says which; then ``get_last_checkpoint()`` is what to load. The first step logged after a resume
        supersedes older points from there on. A run that was completed is not resumed, nor one of another project or id than
        those given. Rank 0 resumes for all ranks: what another one logs with ``all_ranks`` before that is there counts as
        before the resume. Takes the options of the constructor. May wait: for hashing the checkpoint, and up to two seconds
        each for two answers of the server when the folder knows nothing of the run.
        """
        settings = find_settings(dashboard_url, options.get("offline"), WarningsOnce())
        try:
            found = find_resume(run_name, Path(checkpoint_dir), settings, options.get("project"), options.get("run_id"))
        except Exception as error:  # a folder that cannot be read starts a new run; training must
            WarningsOnce()(f"cannot look for checkpoints in {checkpoint_dir}: {error}; a new run starts")
            found = None
        return cls(run_name, dashboard_url=dashboard_url, _resume=found, **options)

    def _choose_id(self, wanted: Optional[str]) -> str:
        if wanted is not None and is_id(wanted):
            return wanted
        if wanted is not None:
            self._warn(f"got run_id {wanted!r}, wanted [a-z0-9][a-z0-9_-]* of at most 64 characters; a new one was made")
        return shared_run_id(self.run_name) or new_id("run_")

    def _count(self, name: str, value: Optional[object], otherwise: Optional[int] = None) -> Optional[int]:
        """A whole number of whatever type; ``otherwise`` when none is given, or what is given is not one."""
        whole = plain_step(value)
        if whole is None and value is not None:
            self._warn(f"got {name} {plain_text(value)!r}, wanted a whole number; it is left out")
        return otherwise if whole is None else whole

    def _send_environment(self, config: object) -> None:
        try:
            known = dict(config) if isinstance(config, dict) else {}
            described: Dict[str, object] = {"config": {**known, "environment": environment.capture_environment()}}
            self._intake.request("PUT", self._path, given_over(described))
        except Exception as error:
            self._warn(f"the environment was not captured: {error!r}")

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
        if type(metrics) is dict and type(step) is int and 0 <= step < 2**53 and len(metrics) <= intake.usual and len(queue) < intake.room:
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
                self._commands.run_due()
                self._intake.offer(metrics, step)
        except Exception as error:
            self._warn(f"log_metrics got {type(metrics).__name__}, wanted a mapping of numbers ({error})", "log_metrics")

    def save_checkpoint(
        self,
        filepath: Union[str, Path],
        metrics: Optional[Mapping[str, object]] = None,
        metadata: Optional[Mapping[str, object]] = None,
        *,
        step: Optional[int] = None,
        write: Optional[Callable[[str], object]] = None,
        required_keys: Sequence[str] = (),
        expected_metadata: Optional[Mapping[str, object]] = None,
        keep_last: Optional[int] = None,
        keep_best: Optional[int] = None,
        best_metric: Optional[str] = None,
        upload: bool = False,
    ) -> Optional[str]:
        """Registers a checkpoint file; a background thread hashes and inspects it, executing nothing. Returns its id.

        ``write``: called with a temporary path, e.g. ``lambda path: torch.save(state, path)``; the file is fsynced and
        renamed to ``filepath``, so that a crash leaves the old one or the whole new one. When that fails, it is said and
        None returned. ``step``: by default the newest logged one. ``required_keys`` (top-level keys or tensors) and
        ``expected_metadata`` decide whether it is valid. ``keep_last``, ``keep_best`` by ``best_metric``: delete the
        files of this run beyond these; the one marked best stays. ``upload``: also send the file to the server, in the
        background and again until it arrives; what has not arrived when the run ends is sent by the next script that runs
        here, or by ``tmon sync``, as long as the file is there and unchanged.
        """
        try:
            path = Path(filepath).absolute()
            if write is not None:
                write_atomically(path, write)
            at = plain_step(step) if step is not None else self._pipeline.last_step
            numbers = flatten(dict(metrics or {}), lambda name, what: self._warn(f"checkpoint metric {name!r} {what}", name))
            record = new_record(new_id("ckpt_"), path, at, _plain(numbers), _plain(dict(metadata or {})))
            keep = Keep(keep_last, keep_best, best_metric)
            self._registrar.register(record, Expected(list(required_keys), _plain(dict(expected_metadata or {}))), keep, upload)
            self._commands.checkpoint_saved(record["id"])
            return str(record["id"])
        except Exception as error:
            self._warn(f"the checkpoint {filepath} was not saved: {error!r}")
            return None

    def get_last_checkpoint(self) -> Optional[Checkpoint]:
        """The newest checkpoint of this script whose file is there and not invalid, else the one resumed from; else None."""
        found = self._registrar.newest() or self._resumed_from
        return Checkpoint(found) if found is not None else None

    def mark_best_checkpoint(self, checkpoint_id: str) -> None:
        """Marks a checkpoint, by its id, as the best of the run; there is at most one."""
        if not is_id(checkpoint_id):
            self._warn(f"got checkpoint id {checkpoint_id!r}, wanted one that save_checkpoint returned")
            return
        self._registrar.mark_best(checkpoint_id)

    def _described(self, config: object) -> Optional[object]:
        """The configuration as JSON, without secrets; None when there is none, or it has no names."""
        if config is None:
            return None
        plain = plain_json(config)
        if isinstance(plain, dict):
            return redacted(plain) or None
        self._warn(f"got {type(config).__name__} as config, wanted a mapping, a namespace or a dataclass; the run has none")
        return None

    def set_status(self, status: str, error: Optional[str] = None) -> None:
        """Says how the run stands: completed, failed, cancelled, interrupted or running. The end of the block keeps it."""
        if status not in _STATUSES:
            self._warn(f"got status {status!r}, wanted one of {', '.join(_STATUSES)}; it stays as it is")
            return
        self._status = status if status != "running" else None
        if self._rank != 0:
            return
        body = {"error": str(error)[-16_000:]} if error else {}
        if self._supervision is not None:
            self._supervision.say(status)
        else:
            body.update(status=status, time=time.time())
        if body:
            self._intake.request("PUT", self._path, body)

    @property
    def should_stop(self) -> bool:
        """Whether somebody asked this run to stop: break out of the loop, save, and leave."""
        if self._intake.room == 0:
            self._log_carefully({}, None)
        return self._terminated or self._commands.should_stop

    @property
    def should_stop_at_epoch_end(self) -> bool:
        """Whether somebody asked this run to stop, now or at the end of the epoch: look at it at each epoch's end."""
        return self.should_stop or self._commands.should_stop_at_epoch_end

    @property
    def should_checkpoint(self) -> bool:
        """Whether somebody asked for a checkpoint now; save_checkpoint() answers it."""
        return self._commands.should_checkpoint

    def on_command(self, name: str, callback: Callable[[Dict[str, object]], object]) -> None:
        """Calls ``callback(command)`` for stop, checkpoint or load_checkpoint from the page.

        It runs in the training's own thread, inside its next call of log_metrics or should_stop. What it raises is
        reported to the page, not to the training.
        """
        self._commands.on(name, callback)

    def finish(self, status: str = "completed", error: Optional[str] = None) -> None:
        """Ends the run and waits at most five seconds for what is still under way. Leaving the block does it."""
        self.end(status if status in _STATUSES else "completed", plain_text(error))

    def end(self, status: str, error: Optional[str] = None) -> None:
        """As finish(), for the process's own end; the first end counts."""
        if self._ended:
            return
        self._ended = True
        lifecycle.unregister(self)
        if status == "completed" and (self._terminated or self._commands.should_stop_at_epoch_end):
            status = "interrupted"  # asked to stop, by a signal or from the page; it may be resumed
        speaks = self._rank == 0 and self._status is None
        final, error = (status, error) if speaks else (None, None)
        if final is not None and self._supervision is not None:
            # The supervisor gives the run its status; the error is the script's to tell.
            self._supervision.say(final)
            final = None
        started = time.monotonic()
        if self._aside is not None:
            self._aside.join(1.0)
        self._registrar.finish(self._status or status, _EXIT_PATIENCE / 2)
        self._pipeline.finish(Final(final, error), _EXIT_PATIENCE - (time.monotonic() - started))
        self._registrar.finish_uploads(_EXIT_PATIENCE - (time.monotonic() - started))

    def note_termination(self) -> None:
        self._terminated = True

    def abandon(self) -> None:
        """In a forked child: this copy does nothing any more."""
        self._ended = True
        self._pipeline.abandon()
        self._registrar.abandon()

    def __reduce__(self) -> Any:
        """In a process that a worker was spawned in, the copy does nothing, as in a forked one: the run has one writer."""
        return _inert, (self.run_name, self.run_id, self._rank, self.is_resumed)

    def __copy__(self) -> TrainingMonitor:
        return self

    def __deepcopy__(self, memo: object) -> TrainingMonitor:
        """Itself: a copy of whatever holds a monitor goes on logging to the same run."""
        return self

    def __enter__(self) -> TrainingMonitor:
        return self

    def __exit__(
        self, kind: Optional[Type[BaseException]], error: Optional[BaseException], trace: Optional[TracebackType]
    ) -> None:
        self.end(lifecycle.status_of(error), lifecycle.text_of(error))


def _inert(run_name: str, run_id: str, rank: int, is_resumed: bool) -> TrainingMonitor:
    monitor = TrainingMonitor.__new__(TrainingMonitor)
    monitor._warn = WarningsOnce()
    monitor._status = monitor._supervision = monitor._resumed_from = monitor._aside = None
    monitor._terminated, monitor._ended = False, True
    monitor.run_name, monitor.run_id, monitor._rank, monitor.is_resumed = run_name, run_id, rank, is_resumed
    monitor._path = f"/api/runs/{run_id}"
    monitor._intake = Intake(monitor._warn)
    monitor._intake.close()
    monitor._commands = Commands(monitor._intake, run_id, monitor._warn)
    nothing: Any = SimpleNamespace(last_step=None, newest=lambda: None, mark_best=lambda _: None, register=lambda *_: None)
    monitor._pipeline = monitor._registrar = nothing
    return monitor


def _plain(values: Mapping[str, object]) -> Dict[str, Any]:
    plain = plain_json(values)
    return plain if isinstance(plain, dict) else {}


def _script_name() -> str:
    return Path(sys.argv[0]).stem or "run" if sys.argv and sys.argv[0] not in ("", "-c") else "run"
