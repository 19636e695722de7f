"""A test case that runs in a folder of its own, with the SDK's environment variables out of the way."""

from __future__ import annotations

import contextlib
import io
import logging
import os
import signal
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "python" / "src"
sys.path.insert(0, str(SOURCE))


class WorkingFolderTestCase(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        kept = dict(os.environ)
        self.addCleanup(lambda: (os.environ.clear(), os.environ.update(kept)))
        for name in list(os.environ):
            if name.startswith("TRAINING_MONITOR_"):
                del os.environ[name]
        os.environ["TRAINING_MONITOR_DIR"] = str(self.folder / "journals")
        os.environ["TRAINING_MONITOR_QUIET"] = "1"
        self.said = io.StringIO()
        redirected = contextlib.redirect_stderr(self.said)
        redirected.__enter__()
        self.addCleanup(redirected.__exit__, None, None, None)
        handler = logging.StreamHandler(self.said)
        logging.getLogger("training_monitor").addHandler(handler)
        self.addCleanup(logging.getLogger("training_monitor").removeHandler, handler)

    @property
    def journals(self):
        return sorted((self.folder / "journals").glob("*/*.journal"))

    def script(self, code, *arguments, **options):
        """Starts a Python script in the folder; its stdout and stderr are pipes, text."""
        path = self.folder / "script.py"
        path.write_text(f"import sys\nsys.path.insert(0, {str(SOURCE)!r})\n" + code)
        process = subprocess.Popen(
            [sys.executable, str(path), *arguments],
            cwd=self.folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, preexec_fn=_as_from_a_terminal, **options,
        )
        self.addCleanup(_end, process)
        return process


def _hear_ctrl_c():
    """Tests started in the background of a shell inherit an ignored SIGINT, which Python and its children then keep."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


_as_from_a_terminal = None if os.name == "nt" else _hear_ctrl_c


def _end(process):
    if process.poll() is None:
        process.kill()
    process.communicate()
