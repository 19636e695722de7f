"""Ties a run's end to the process's: exit, exit code, uncaught exception, SIGTERM, fork.

Each monitor registers here while it is open. Handlers that were there before are called as before.
"""

from __future__ import annotations

import atexit
import os
import signal
import sys
import threading
import traceback
from types import FrameType, TracebackType
from typing import Any, Callable, List, NoReturn, Optional, Protocol, Type

from .values import plain_text


class Open(Protocol):
    """What this module needs of an open monitor."""

    def end(self, status: str, error: Optional[str] = None) -> None: ...

    def note_termination(self) -> None: ...

    def abandon(self) -> None: ...


_open: List[Open] = []
_uncaught: List[BaseException] = []
_is_hooked = _is_terminated = False
_previous_sigterm: Any = signal.SIG_DFL


def register(monitor: Open) -> None:
    _open.append(monitor)
    _hook()


def unregister(monitor: Open) -> None:
    if monitor in _open:
        _open.remove(monitor)


def status_of(error: Optional[BaseException]) -> str:
    """How a block that ended with ``error`` ended."""
    if error is None:
        return "completed"
    if isinstance(error, KeyboardInterrupt):
        return "interrupted"
    if isinstance(error, (SystemExit, GeneratorExit)):
        return "completed" if getattr(error, "code", None) in (None, 0) else "failed"
    return "failed"


def text_of(error: Optional[BaseException]) -> Optional[str]:
    """The traceback, its end kept when it is long; None for a good end."""
    if error is None or status_of(error) != "failed":
        return None
    if isinstance(error, SystemExit):
        return f"exit code {int(error.code)}" if isinstance(error.code, int) else plain_text(error.code)
    try:
        return "".join(traceback.format_exception(type(error), error, error.__traceback__))[-16_000:]
    except Exception:  # an exception whose own text raises
        return type(error).__name__


def _hook() -> None:
    global _is_hooked, _previous_sigterm
    if _is_hooked:
        return
    _is_hooked = True
    atexit.register(_end_all)
    if hasattr(os, "register_at_fork"):
        os.register_at_fork(after_in_child=_abandon_all)
    previous_hook = sys.excepthook

    def note(kind: Type[BaseException], error: BaseException, trace: Optional[TracebackType]) -> None:
        _uncaught.append(error)
        previous_hook(kind, error, trace)

    sys.excepthook = note
    sys.exit = _watched(sys.exit)
    if threading.current_thread() is threading.main_thread():
        previous = signal.getsignal(signal.SIGTERM)
        # None: a handler not made in Python, which cannot be called from here. Ignored: the user wants to live on.
        if previous is not None and previous is not signal.SIG_IGN:
            _previous_sigterm = previous
            signal.signal(signal.SIGTERM, _terminated)


def _watched(leave: Callable[..., NoReturn]) -> Callable[..., NoReturn]:
    """The same, with a word on the exception by which the main thread leaves: no hook of Python's tells of one."""

    def exit(*status: object) -> NoReturn:
        try:
            leave(*status)
        except SystemExit as error:
            if _open and threading.current_thread() is threading.main_thread():
                error._training_monitor = _Leaving(error.code)  # type: ignore[attr-defined]
            raise

    exit.__doc__ = leave.__doc__
    return exit


class _Leaving:
    """Dies with its SystemExit. One that ends the process is dropped by the interpreter itself, below which there is no frame;
    one that somebody caught is dropped in a frame, and says nothing about the end.
    """

    def __init__(self, code: object) -> None:
        self._code = code

    def __del__(self) -> None:
        try:
            # After a SIGTERM the run is interrupted, with whatever code its handler leaves.
            if sys._getframe().f_back is None and not _uncaught and not _is_terminated:
                _uncaught.append(SystemExit(self._code))
        except Exception:  # where the interpreter has been taken apart
            pass

    def __reduce__(self) -> Any:
        return _Leaving, (None,)


def _end_all() -> None:
    error = _uncaught[-1] if _uncaught else None
    for monitor in list(_open):
        monitor.end(status_of(error), text_of(error))


def _terminated(number: int, frame: Optional[FrameType]) -> None:
    global _is_terminated
    _is_terminated = True
    for monitor in list(_open):
        monitor.note_termination()
    if callable(_previous_sigterm):
        _previous_sigterm(number, frame)  # it may save and go on; the run ends as interrupted whenever it ends
        return
    for monitor in list(_open):
        monitor.end("interrupted")
    signal.signal(number, signal.SIG_DFL)
    os.kill(os.getpid(), number)


def _abandon_all() -> None:
    monitors = list(_open)
    _open.clear()
    for monitor in monitors:
        monitor.abandon()
