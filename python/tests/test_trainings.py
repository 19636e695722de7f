"""Scripts as people write them, each a process of its own."""

import os
import subprocess
import unittest

from .peer import Peer
from .test_with_the_server import PYTHON_WITH_TORCH
from .working_folder import SOURCE, WorkingFolderTestCase

PYTORCH = """
import numpy, torch
from torch.utils.data import DataLoader, Dataset
from training_monitor import TrainingMonitor

class Noise(Dataset):
    def __len__(self):
        return 60
    def __getitem__(self, index):
        monitor.log_metrics({"from/a/worker": 1.0})
        return torch.full((4,), float(index))

monitor = TrainingMonitor(run_id="pytorch", dashboard_url=sys.argv[1], capture_console=True)
net = torch.nn.Linear(4, 1)
for epoch in range(2):
    for batch in DataLoader(Noise(), batch_size=10, num_workers=2):
        loss = net(batch).abs().mean()
        loss.backward()
        monitor.log_metrics({
            "loss": loss, "grad": {"norm": net.weight.grad.norm()}, "half": torch.tensor(0.5, dtype=torch.float16),
            "numpy": {"f32": numpy.float32(0.25), "i64": numpy.int64(7), "zero_d": numpy.array(3.5)}, "flag": numpy.bool_(True)})
    print("epoch", epoch)
"""

MANY_FILES = """
import os, resource
resource.setrlimit(resource.RLIMIT_NOFILE, (4096, resource.getrlimit(resource.RLIMIT_NOFILE)[1]))
held = [os.open("/dev/null", os.O_RDONLY) for _ in range(1500)]
from training_monitor import TrainingMonitor
with TrainingMonitor(run_id="many", dashboard_url=sys.argv[1]) as monitor:
    for step in range(100):
        monitor.log_metrics({"loss": float(step)}, step=step)
"""

EIGHT_THREADS = """
import threading
from training_monitor import TrainingMonitor
monitor = TrainingMonitor(run_id="threads", dashboard_url=sys.argv[1])
def train(number):
    for step in range(2000):
        monitor.log_metrics({f"{number}/loss": float(step)}, step=step)
threads = [threading.Thread(target=train, args=(number,)) for number in range(8)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
"""


class TrainingTests(WorkingFolderTestCase):
    def train(self, code, peer):
        """Runs it to its end, which no script here marks by finish(); nothing may be left or said."""
        script = self.script(code, peer.url)
        out, err = script.communicate(timeout=120)
        self.assertEqual((script.returncode, [line for line in err.splitlines() if "→" not in line]), (0, []))
        self.assertEqual(self.journals, [])
        return out

    def test_a_pytorch_training_with_forked_workers_logs_tensors_and_numpy_scalars(self):
        path = self.folder / "train.py"
        path.write_text(f"import sys\nsys.path.insert(0, {str(SOURCE)!r})\n" + PYTORCH)
        with Peer() as peer:
            script = subprocess.run([PYTHON_WITH_TORCH, str(path), peer.url], capture_output=True, text=True, timeout=120, cwd=self.folder)
            self.assertEqual((script.returncode, script.stdout), (0, "epoch 0\nepoch 1\n"), script.stderr)
            self.assertEqual(len(peer.points("pytorch")), 12)
            self.assertEqual(len(peer.points("pytorch", "grad/norm")), 12)
            for name, value in [("half", 0.5), ("numpy/f32", 0.25), ("numpy/i64", 7), ("numpy/zero_d", 3.5), ("flag", 1)]:
                self.assertEqual({stored for _, stored in peer.points("pytorch", name)}, {value}, name)
            self.assertEqual(peer.points("pytorch", "from/a/worker"), [], "a worker is a copy, and a copy keeps still")
            self.assertEqual(peer.status("pytorch"), "completed")
            lines = [line["text"] for _, path, body in peer.requests if path.endswith("/logs") for line in body["lines"]]
            self.assertEqual(lines, ["epoch 0", "epoch 1"])
        self.assertEqual(self.journals, [])

    @unittest.skipIf(os.name == "nt", "there are no limits on descriptors here")
    def test_a_script_with_more_files_open_than_select_can_take_is_served(self):
        with Peer() as peer:
            self.train(MANY_FILES, peer)
            self.assertEqual(peer.points("many"), [(step, float(step)) for step in range(100)])
            self.assertEqual(dict(peer.by_transport).keys(), {"websocket"})

    def test_eight_threads_log_at_once_and_each_keeps_its_order(self):
        with Peer() as peer:
            self.train(EIGHT_THREADS, peer)
            for number in range(8):
                self.assertEqual(peer.points("threads", f"{number}/loss"), [(step, float(step)) for step in range(2000)])
            self.assertEqual(peer.status("threads"), "completed")


if __name__ == "__main__":
    unittest.main()
