"""End to end with the real server: what was logged is what it gives back."""

import os
import subprocess
import time
import unittest
from datetime import datetime
from unittest import mock

from .test_loses_nothing import LOGGING_UNTIL_KILLED
from .tmon_server import TmonServer
from .working_folder import ROOT, WorkingFolderTestCase

from training_monitor import TrainingMonitor
from training_monitor.__main__ import sync
from training_monitor.checkpoint.ledger import Ledger

PYTHON_WITH_TORCH = "/usr/bin/python3"


class WithTheServerTests(WorkingFolderTestCase):
    def setUp(self):
        super().setUp()
        self.server = TmonServer(self.folder / "data")
        self.addCleanup(lambda: self.server.close())

    def test_every_point_comes_back_bit_by_bit(self):
        values = [0.1, float("nan"), float("inf"), float("-inf"), -0.0, 5e-324, 1.7976931348623157e308, 2.0**53, 1 / 3]
        with TrainingMonitor("bits", {"lr": 0.1}, self.server.url, tags=["a"], total_steps=9) as monitor:
            for step, value in enumerate(values):
                monitor.log_metrics({"loss": value, "int": step, "val": {"acc": 0.5}}, step=step)
        stored = self.server.series(monitor.run_id, "loss")
        self.assertEqual([repr(float(value)) for _, value in stored], [repr(value) for value in values])
        self.assertEqual(self.server.series(monitor.run_id, "val/acc"), [(step, 0.5) for step in range(9)])
        run = self.server.get(f"/api/runs/{monitor.run_id}")
        self.assertEqual((run["name"], run["status"], run["config"], run["tags"]), ("bits", "completed", {"lr": 0.1}, ["a"]))
        self.assertEqual(self.said.getvalue(), "")

    def test_a_burst_arrives_whole(self):
        with TrainingMonitor(dashboard_url=self.server.url) as monitor:
            for step in range(20_000):
                monitor.log_metrics({"loss": float(step), "acc": step / 20_000}, step=step)
        self.assertEqual(self.server.series(monitor.run_id, "loss"), [(step, float(step)) for step in range(20_000)])

    def test_a_server_killed_again_and_again_stores_every_point_once(self):
        with TrainingMonitor(dashboard_url=self.server.url) as monitor:
            for step in range(4000):
                monitor.log_metrics({"loss": float(step)}, step=step)
                if step % 1000 == 999:
                    self.server.wait_for_points(monitor.run_id)
                    self.server.kill()
                    self.server = TmonServer(self.folder / "data", self.server.port)
        self.assertEqual(self.server.series(monitor.run_id, "loss"), [(step, float(step)) for step in range(4000)])
        self.assertEqual(self.server.get(f"/api/runs/{monitor.run_id}")["status"], "completed")

    def test_a_script_killed_while_the_server_is_away_has_its_points_delivered_and_its_run_interrupted(self):
        url = self.server.url
        script = self.script(LOGGING_UNTIL_KILLED, url)
        self.server.kill()
        for _ in range(60):
            script.stdout.readline()
        killed_at = time.time()
        script.kill()
        printed = [line.split() for line in script.stdout.read().splitlines() if line.count(" ") == 1]
        safe = max([int(step) for step, seconds in printed if float(seconds) < killed_at - 0.5], default=400)
        self.server = TmonServer(self.folder / "data", self.server.port)
        self.assertGreater(sync(self.folder / "journals", None), 0)
        stored = self.server.series("killed", "loss")
        self.assertEqual(stored, [(step, float(step)) for step in range(len(stored))])
        self.assertGreater(len(stored), safe)
        self.assertEqual(self.server.get("/api/runs/killed")["status"], "interrupted")

    def test_a_run_that_is_deleted_while_its_script_runs_stays_deleted(self):
        with TrainingMonitor(dashboard_url=self.server.url) as monitor:
            monitor.log_metrics({"loss": 1.0}, step=0)
            self.server.wait_for_points(monitor.run_id)
            self.server.delete(f"/api/runs/{monitor.run_id}")
            for step in range(1, 40):
                monitor.log_metrics({"loss": 1.0}, step=step)
                time.sleep(0.005)
        self.assertEqual(self.server.get("/api/runs")["items"], [])
        self.assertEqual(self.said.getvalue().count("was deleted on the server"), 1)
        self.assertEqual(self.journals, [])

    def test_the_journal_of_a_deleted_run_does_not_bring_it_back(self):
        url, port = self.server.url, self.server.port
        script = self.script(LOGGING_UNTIL_KILLED, url)
        script.stdout.readline()
        self.server.wait_for_points("killed")
        self.server.kill()
        for _ in range(60):
            script.stdout.readline()
        script.kill()
        script.wait()
        self.assertEqual(len(self.journals), 1)
        self.server = TmonServer(self.folder / "data", port)
        self.server.delete("/api/runs/" + "killed")
        sync(self.folder / "journals", url)
        self.assertEqual(self.server.get("/api/runs")["items"], [])
        self.assertEqual(self.journals, [])

    def test_an_offline_run_bears_its_own_times(self):
        hour_ago = time.time() - 3600
        with mock.patch("time.time", lambda: hour_ago):
            with TrainingMonitor("offline", offline=True) as monitor:
                monitor.log_metrics({"loss": 1.0}, step=0)
        sync(self.folder / "journals", self.server.url)
        run = self.server.get(f"/api/runs/{monitor.run_id}")
        self.assertEqual(run["status"], "completed")
        for field in ("started_at", "ended_at"):
            self.assertAlmostEqual(datetime.strptime(run[field], "%Y-%m-%dT%H:%M:%S.%f%z").timestamp(), hour_ago, delta=1)

    def test_a_resume_supersedes_what_came_after_the_checkpoint(self):
        folder = self.folder / "ckpts"
        folder.mkdir()
        first = TrainingMonitor.resume_or_create("long", folder, self.server.url)
        for step in range(30):
            first.log_metrics({"loss": float(step)}, step=step)
            if step == 19:
                (folder / "a.bin").write_bytes(b"weights")
                first.save_checkpoint(folder / "a.bin", step=step)
        first.finish("failed", "diverged")
        second = TrainingMonitor.resume_or_create("long", folder, self.server.url)
        self.assertTrue(second.is_resumed)
        self.assertEqual((second.run_id, second.get_last_checkpoint().step), (first.run_id, 19))
        for step in range(20, 40):
            second.log_metrics({"loss": 100.0 + step}, step=step)
        second.finish()
        expected = [(step, float(step)) for step in range(20)] + [(step, 100.0 + step) for step in range(20, 40)]
        self.assertEqual(self.server.series(first.run_id, "loss"), expected)
        self.assertEqual(self.server.get(f"/api/runs/{first.run_id}")["status"], "completed")

    def test_a_rank_that_logged_before_rank_0_resumed_goes_on_after_its_fence(self):
        folder = self.folder / "ckpts"
        folder.mkdir()
        with TrainingMonitor.resume_or_create("ranks", folder, self.server.url, rank=0) as first:
            first.log_metrics({"loss": 1.0}, step=19)
            (folder / "a.bin").write_bytes(b"weights")
            first.save_checkpoint(folder / "a.bin", step=19)
            first.finish("interrupted")
        run = f"/api/runs/{first.run_id}"
        early = TrainingMonitor.resume_or_create("ranks", folder, self.server.url, rank=1, all_ranks=True)
        early.log_metrics({"rank1/loss": 20.0}, step=20)
        self.server.wait_for_points(first.run_id, "rank1/loss")
        leader = TrainingMonitor.resume_or_create("ranks", folder, self.server.url, rank=0)
        leader.log_metrics({"leader/loss": 20.0}, step=20)
        self.server.wait_for_points(first.run_id, "leader/loss")
        for step in range(21, 30):
            early.log_metrics({"rank1/loss": float(step)}, step=step)
        early.finish()
        leader.finish()
        self.assertTrue(early.is_resumed and leader.is_resumed)
        self.assertEqual(self.server.series(first.run_id, "rank1/loss")[-9:], [(step, float(step)) for step in range(21, 30)])
        self.assertEqual(self.server.get(run)["segment"], 2)

    def example(self, name, *arguments):
        environment = {**os.environ, "TRAINING_MONITOR_URL": self.server.url}
        done = subprocess.run(
            [PYTHON_WITH_TORCH, str(ROOT / "examples" / "python" / name), "--steps", "880", *arguments],
            cwd=self.folder, env=environment, capture_output=True, text=True, timeout=120,
        )
        self.assertEqual(done.returncode, 0, done.stderr)
        run_id = done.stdout.split()[-1]
        run = self.server.get(f"/api/runs/{run_id}")
        self.assertEqual((run["status"], run["step"], run["total_steps"], run["progress"]), ("completed", 880, 880, 100))
        self.assertEqual(
            set(run["metrics"]), {"train/loss", "train/accuracy", "train/lr", "train/grad_norm", "val/loss", "val/accuracy"})
        self.assertEqual(run["metrics"]["train/loss"]["count"], 880)
        self.assertGreater(run["metrics"]["val/accuracy"]["best"], 0.9)
        self.assertFalse((self.folder / "journals").exists())

    def test_the_pytorch_example_trains_and_logs_every_step(self):
        self.example("digits_torch.py")

    def test_a_pytorch_training_killed_in_the_middle_and_started_again_is_one_curve(self):
        command = [PYTHON_WITH_TORCH, str(ROOT / "examples" / "python" / "digits_torch.py"), "--epochs", "30", "--checkpoints", "ckpts"]
        options = {"cwd": self.folder, "env": {**os.environ, "TRAINING_MONITOR_URL": self.server.url}, "text": True}
        killed = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **options)
        ledger = self.folder / "ckpts" / ".training_monitor.json"
        deadline = time.monotonic() + 60
        while not (ledger.exists() and '"epoch": 5' in ledger.read_text()):
            self.assertIsNone(killed.poll())
            self.assertLess(time.monotonic(), deadline)
        killed.kill()
        killed.wait()
        again = subprocess.run(command, capture_output=True, timeout=120, **options)
        self.assertEqual(again.returncode, 0, again.stderr)
        runs = self.server.get("/api/runs")["items"]
        self.assertEqual([(run["name"], run["status"], run["segment"]) for run in runs], [("digits-torch", "completed", 2)])
        run_id = runs[0]["id"]
        self.assertEqual([step for step, _ in self.server.series(run_id, "train/loss")], list(range(1, 44 * 30 + 1)))
        self.assertGreater(runs[0]["metrics"]["val/accuracy"]["latest"], 0.93)
        record = Ledger(self.folder / "ckpts").run("digits-torch")["checkpoints"][-1]
        self.assertEqual((record["validity"], record["structure"]["keys"]), ("valid", ["model", "optimizer", "step"]))
        tensors = {tensor["name"]: tensor for tensor in record["structure"]["tensors"]}
        self.assertEqual(tensors["model.0.weight"], {"name": "model.0.weight", "shape": [128, 64], "dtype": "float32"})
        self.assertEqual(record["structure"]["unsafe_globals"], [])

    def test_the_numpy_example_trains_and_logs_every_step(self):
        self.example("digits_numpy.py")


if __name__ == "__main__":
    unittest.main()
