"""The SDK on platforms that this machine is not: what they lack is taken away, what they add is put in their libraries' place."""

import ctypes
import types
import unittest
from pathlib import Path

from .peer import Peer
from .working_folder import WorkingFolderTestCase

from training_monitor.__main__ import sync
from training_monitor.system.host import HostSampler
from training_monitor.system.macos import MacCounters
from training_monitor.system.windows import WindowsCounters

WHOLE_STORY = f"""
sys.path.insert(0, {str(Path(__file__).resolve().parents[1])!r})
from tests.foreign_platform import pretend
pretend(sys.argv[1])
import os, glob, logging
from training_monitor import TrainingMonitor
from training_monitor.__main__ import sync
url = sys.argv[2]
with TrainingMonitor("online", dashboard_url=url, capture_console=True, capture_environment=True, system_interval=0.1) as monitor:
    for step in range(500):
        monitor.log_metrics({{"loss": float(step)}}, step=step)
    for step in range(3):
        monitor.save_checkpoint("latest.bin", step=step, write=lambda path: open(path, "wb").write(b"x" * 3_000_000))
os.environ["TRAINING_MONITOR_JOURNAL_LIMIT"] = "20000"
with TrainingMonitor("offline", run_id="offline", offline=True) as thinned:
    for step in range(3000):
        thinned.log_metrics({{"loss": float(step)}}, step=step)
        if step % 100 == 0:
            thinned._pipeline.settle()
    thinned.save_checkpoint("left.bin", step=9, upload=True, write=lambda path: open(path, "wb").write(b"left"))
again = TrainingMonitor.resume_or_create("online", ".", dashboard_url=url)
assert not again.is_resumed
again.finish("interrupted")
print(monitor.run_id)
"""


class PlatformTests(WorkingFolderTestCase):
    def whole_story(self, platform):
        with Peer() as peer:
            script = self.script(WHOLE_STORY, platform, peer.url)
            out, err = script.communicate(timeout=60)
            self.assertEqual(script.returncode, 0, err)
            run_id = out.split()[-1]
            self.assertEqual(peer.points(run_id), [(step, float(step)) for step in range(500)])
            self.assertEqual(peer.status(run_id), "completed")
            self.assertEqual([item["step"] for item in peer.runs[run_id]["checkpoints"]], [0, 1, 2])
            said = [line for line in err.splitlines() if "training-monitor" in line]
            self.assertEqual([line for line in said if "→" not in line and "wait" not in line and "were thinned" not in line], [])
            self.assertIn("were thinned", err)
            self.assertEqual([path.parent.name for path in self.journals], ["offline"])
            sync(self.folder / "journals", peer.url)
            self.assertEqual(len(peer.points("offline")) + peer.runs["offline"]["lost"], 3000)
            self.assertGreater(len(peer.points("offline")), 200)
            self.assertEqual(list(peer.uploads.values()), [b"left"])
        self.assertEqual(list((self.folder / "journals").glob("*/*")), [])
        self.assertEqual(self.journals, [])
        return [body for method, path, body in peer.requests if path.endswith("/system")]

    def test_as_on_windows_a_run_is_logged_saved_thinned_and_synced(self):
        self.whole_story("win32")

    def test_as_on_a_mac_a_run_is_logged_saved_thinned_and_synced(self):
        self.whole_story("darwin")

    def test_windows_tells_its_load_by_its_kernel(self):
        kernel = types.SimpleNamespace(GetSystemTimes=_system_times, GlobalMemoryStatusEx=_memory_status)
        kernel.GetCurrentProcess, kernel.K32GetProcessMemoryInfo = lambda_with_types(lambda: -1), lambda_with_types(_working_set)
        sampler = HostSampler(".", WindowsCounters(kernel))
        sample = sampler.sample()
        self.assertEqual((sample["cpu_percent"], sample["memory_used"], sample["memory_total"]), (75.0, 6 << 30, 16 << 30))
        self.assertEqual((sample["process"]["memory_used"], sample["net_rx"]), (123_456, None))
        self.assertIsNotNone(sample["disk_total"])

    def test_a_mac_tells_its_load_by_its_system_library(self):
        library = types.SimpleNamespace(
            mach_host_self=lambda: 7, getpagesize=lambda: 16384, sysctlbyname=_memsize, host_statistics=_fill(60, 20, 20, 0, grows=2),
            host_statistics64=_fill(1, 10, 0, 20, at={32: 5}), task_info=_fill(0, 0, 77_000, 0))
        sampler = HostSampler(".", MacCounters(library, task=3))
        sample = sampler.sample()
        self.assertEqual((sample["cpu_percent"], sample["memory_total"]), (80.0, 32 << 30))
        self.assertEqual(sample["memory_used"], (10 + 20 + 5) * 16384)
        self.assertEqual(sample["process"]["memory_used"], 77_000)

    def test_a_platform_that_tells_nothing_costs_only_its_own_figures(self):
        def refuse():
            raise OSError("not here")

        nothing = types.SimpleNamespace(cpu=refuse, memory=refuse, network=lambda: None, process_memory=refuse)
        sample = HostSampler(".", nothing).sample()
        self.assertEqual((sample["cpu_percent"], sample["memory_total"], sample["net_rx"]), (None, None, None))
        self.assertIsNotNone(sample["disk_total"])


def lambda_with_types(function):
    """As a function of ctypes, which takes what is told of its types."""
    return type("Function", (), {"__call__": lambda self, *arguments: function(*arguments)})()


_looks = []


def _system_times(idle, kernel, user):
    _looks.append(1)
    idle._obj.low, kernel._obj.low, user._obj.low = 100 * len(_looks), 300 * len(_looks), 100 * len(_looks)
    return 1


def _memory_status(status):
    assert status._obj.length == 64
    status._obj.total, status._obj.available = 16 << 30, 10 << 30
    return 1


def _working_set(process, usage, size):
    assert size == ctypes.sizeof(usage._obj)
    usage._obj.working_set = 123_456
    return 1


def _memsize(name, value, size, new, new_size):
    assert name == b"hw.memsize" and size._obj.value == 8
    value._obj.value = 32 << 30
    return 0


def _fill(*words, at={}, grows=0):
    """A mach call that fills the 32-bit words of the structure it is given; with ``grows``, more each time."""
    looks = []

    def call(port, kind, into, count):
        looks.append(1)
        times = len(looks) if grows else 1
        cells = ctypes.cast(ctypes.pointer(into._obj), ctypes.POINTER(ctypes.c_uint32))
        for index, word in [*enumerate(words), *at.items()]:
            cells[index] = word * times
        return 0

    return call


if __name__ == "__main__":
    unittest.main()
