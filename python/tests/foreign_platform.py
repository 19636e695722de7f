"""Run before the SDK is imported: makes this Linux look like Windows or macOS, as far as a Python program can see.

Windows: no fcntl, resource, pwd, fork, poll, sysconf; msvcrt locks; no /proc; a file that this process holds open can neither
be renamed over nor deleted. macOS: no /proc, no libSystem (so that the figures of the host are absent).
"""

import builtins
import importlib.metadata  # noqa: F401  what of the standard library looks at the platform when it is imported
import http.client  # noqa: F401
import os
import platform  # noqa: F401
import secrets  # noqa: F401
import select
import shutil  # noqa: F401
import sys
import types
import zipfile  # noqa: F401

_open, _replace, _unlink = builtins.open, os.replace, os.unlink


def _without_proc(path, *arguments, **options):
    if str(path).startswith("/proc"):
        raise FileNotFoundError(2, "no such file", str(path))
    return _open(path, *arguments, **options)


def _is_held(path):
    wanted = os.path.realpath(path)
    for descriptor in os.listdir("/proc/self/fd"):
        try:
            if os.readlink(f"/proc/self/fd/{descriptor}") == wanted:
                return True
        except OSError:
            pass
    return False


def _refusing(function):
    def call(*paths, **options):
        for path in paths:
            if _is_held(path):
                raise PermissionError(13, "used by another process", str(path))
        return function(*paths, **options)

    return call


def pretend(name):
    sys.platform = name
    builtins.open = _without_proc
    if name != "win32":
        return
    import fcntl

    msvcrt = types.ModuleType("msvcrt")
    msvcrt.LK_NBLCK = 2
    msvcrt.locking = lambda descriptor, mode, size: fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    sys.modules["msvcrt"] = msvcrt
    for name in ("fcntl", "resource", "pwd", "grp", "termios"):
        sys.modules[name] = None
    for owner, names in ((os, ("fork", "register_at_fork", "sysconf", "pwrite")), (select, ("poll", "epoll"))):
        for name in names:
            if hasattr(owner, name):
                delattr(owner, name)
    os.replace, os.unlink = _refusing(_replace), _refusing(_unlink)
