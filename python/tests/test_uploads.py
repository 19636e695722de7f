"""Checkpoint files on their way to the real server, behind the training's back."""

import os
import subprocess
import time
import unittest
import urllib.request
from pathlib import Path

from .peer import Peer
from .tmon_server import TmonServer
from .working_folder import WorkingFolderTestCase

from training_monitor import TrainingMonitor
from training_monitor.__main__ import sync


class UploadTests(WorkingFolderTestCase):
    def start(self, port=0):
        server = TmonServer(self.folder / "data", port)
        self.addCleanup(server.close)
        return server

    def file(self, name, content):
        path = self.folder / "checkpoints" / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)
        return path

    def checkpoints(self, server, run_id):
        return {item["step"]: item for item in server.get(f"/api/runs/{run_id}/checkpoints")["items"]}

    def download(self, server, checkpoint_id):
        with urllib.request.urlopen(f"{server.url}/api/checkpoints/{checkpoint_id}/download", timeout=20) as answer:
            return answer.read()

    def test_the_file_arrives_as_the_checkpoint_that_was_registered(self):
        server, content = self.start(), os.urandom(5_000_000)
        with TrainingMonitor(dashboard_url=server.url) as monitor:
            saved = monitor.save_checkpoint(
                self.folder / "my model.bin", {"loss": 0.5}, {"epoch": 3}, step=7, upload=True,
                write=lambda path: Path(path).write_bytes(content))
            monitor.mark_best_checkpoint(saved)
            monitor.save_checkpoint(self.file("stays.bin", content), step=8)
        stored = self.checkpoints(server, monitor.run_id)
        self.assertEqual(sorted(stored), [7, 8])
        self.assertEqual(stored[8]["stored"], "registered")
        self.assertEqual(
            tuple(stored[7][key] for key in ("id", "name", "stored", "size", "metrics", "metadata", "is_best")),
            (saved, "my model.bin", "uploaded", len(content), {"loss": 0.5}, {"epoch": 3}, True))
        self.assertEqual(self.download(server, saved), content)
        self.assertEqual(self.said.getvalue(), "")

    def test_a_server_that_was_away_gets_each_file_that_still_stands_when_it_is_back(self):
        server = self.start()
        with TrainingMonitor(dashboard_url=server.url) as monitor:
            monitor.log_metrics({"loss": 1.0}, step=0)
            server.wait_for_points(monitor.run_id)
            server.kill()
            first = monitor.save_checkpoint(self.file("1.bin", b"one"), step=1, upload=True)
            monitor.save_checkpoint(self.file("latest.bin", b"two"), step=2, upload=True)
            second = monitor.save_checkpoint(self.file("latest.bin", b"three"), step=3, upload=True)
            deadline = time.monotonic() + 60
            while "trying again" not in self.said.getvalue():
                self.assertLess(time.monotonic(), deadline)
            server = self.start(server.port)
        stored = self.checkpoints(server, monitor.run_id)
        self.assertEqual({step: item["stored"] for step, item in stored.items()}, {1: "uploaded", 2: "registered", 3: "uploaded"})
        self.assertEqual((self.download(server, first), self.download(server, second)), (b"one", b"three"))

    def test_saving_does_not_wait_for_a_server_that_is_not_there_and_leaving_no_longer_than_its_patience(self):
        with Peer() as peer:
            url = peer.url
        monitor = TrainingMonitor(dashboard_url=url)
        started = time.monotonic()
        monitor.save_checkpoint(self.file("1.bin", bytes(1_000_000)), step=1, upload=True)
        self.assertLess(time.monotonic() - started, 8)
        monitor.finish()
        self.assertLess(time.monotonic() - started, 12)
        self.assertEqual(self.said.getvalue().count(f"1 checkpoints of run {monitor.run_id} wait to be uploaded"), 1)

    def test_a_file_that_is_gone_again_is_said_and_the_next_one_goes(self):
        server = self.start()
        with TrainingMonitor(dashboard_url=server.url) as monitor:
            monitor.save_checkpoint(self.folder / "never-written.bin", step=1, upload=True)
            monitor.save_checkpoint(self.file("2.bin", b"two"), step=2, upload=True)
        self.assertIn("missing", self.said.getvalue())
        self.assertEqual(self.checkpoints(server, monitor.run_id)[2]["stored"], "uploaded")

    @property
    def notes(self):
        return sorted((self.folder / "journals").glob("*/*.uploads"))

    def test_what_was_left_at_the_end_of_a_script_is_uploaded_once_by_the_next_one(self):
        server = self.start()
        server.kill()
        with TrainingMonitor("first", dashboard_url=server.url) as first:
            saved = first.save_checkpoint(self.file("1.bin", b"one"), {"loss": 0.5}, step=1, upload=True)
            first.save_checkpoint(self.file("latest.bin", b"two"), step=2, upload=True)
            last = first.save_checkpoint(self.file("latest.bin", b"three!"), step=3, upload=True)
        self.assertEqual(len(self.notes), 1)
        server = self.start(server.port)
        with TrainingMonitor("second", dashboard_url=server.url):
            self.wait_until(lambda: not self.notes and not self.journals)
        stored = self.checkpoints(server, first.run_id)
        self.assertEqual({step: item["stored"] for step, item in stored.items()}, {1: "uploaded", 2: "registered", 3: "uploaded"})
        self.assertEqual((stored[1]["id"], stored[1]["metrics"]), (saved, {"loss": 0.5}))
        self.assertEqual((self.download(server, saved), self.download(server, last)), (b"one", b"three!"))
        self.assertEqual(server.get(f"/api/runs/{first.run_id}")["status"], "completed")

    def test_a_killed_scripts_upload_is_sent_by_sync_unless_the_file_was_changed(self):
        with Peer() as peer:
            url = peer.url
        script = self.script(UPLOADING_UNTIL_KILLED, url, stdin=subprocess.PIPE)
        self.assertEqual(script.stdout.readline().strip(), "noted", script.poll())
        script.kill()
        script.wait()
        (self.folder / "b.bin").write_bytes(b"another")
        server = self.start()
        sync(self.folder / "journals", server.url)
        self.assertEqual((self.notes, self.journals), ([], []))
        stored = self.checkpoints(server, "killed")
        self.assertEqual({step: item["stored"] for step, item in stored.items()}, {1: "uploaded", 2: "registered"})
        self.assertEqual(self.download(server, stored[1]["id"]), b"aaa")
        self.assertIn("b.bin was changed before it was uploaded", self.said.getvalue())
        self.assertEqual(server.get("/api/runs/killed")["status"], "interrupted")

    def test_offline_it_is_noted_and_sync_sends_it(self):
        with TrainingMonitor(offline=True) as monitor:
            saved = monitor.save_checkpoint(self.file("1.bin", b"one"), step=1, upload=True)
        self.assertIn("wait to be uploaded", self.said.getvalue())
        server = self.start()
        sync(self.folder / "journals", None)
        self.assertEqual(len(self.notes), 1)
        sync(self.folder / "journals", server.url)
        sync(self.folder / "journals", server.url)
        self.assertEqual((self.notes, self.journals), ([], []))
        self.assertEqual(self.download(server, saved), b"one")
        self.assertEqual(server.get(f"/api/runs/{monitor.run_id}")["status"], "completed")

    def test_a_living_scripts_uploads_are_left_to_it(self):
        with Peer() as peer:
            url = peer.url
        monitor = TrainingMonitor(dashboard_url=url)
        monitor.save_checkpoint(self.file("1.bin", b"one"), step=1, upload=True)
        self.wait_until(lambda: self.notes)
        with Peer() as other:
            sync(self.folder / "journals", other.url)
            self.assertEqual(other.runs, {})
        monitor.finish()
        self.assertEqual(len(self.notes), 1)

    def wait_until(self, condition):
        deadline = time.monotonic() + 60
        while not condition():
            self.assertLess(time.monotonic(), deadline)
            time.sleep(0.01)


UPLOADING_UNTIL_KILLED = """
import glob, os
from training_monitor import TrainingMonitor
monitor = TrainingMonitor(dashboard_url=sys.argv[1], run_id="killed")
for step, name in enumerate(["a.bin", "b.bin"], 1):
    open(name, "wb").write(name[:1].encode() * 3)
    monitor.save_checkpoint(name, step=step, upload=True)
for kind, word in [("uploads", b"b.bin"), ("journal", b"b.bin")]:
    while not any(word in open(path, "rb").read() for path in glob.glob(os.environ["TRAINING_MONITOR_DIR"] + "/*/*." + kind)):
        pass
print("noted", flush=True)
sys.stdin.read()
"""


if __name__ == "__main__":
    unittest.main()
