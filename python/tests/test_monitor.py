"""The surface: what a script logs is what the server stores."""

import ast
import json
import math
import subprocess
import sys
import threading
import time
import unittest
from argparse import Namespace
from collections import namedtuple
from dataclasses import dataclass
from pathlib import Path

from .peer import Peer
from .working_folder import ROOT, SOURCE, WorkingFolderTestCase

from training_monitor import TrainingMonitor
from training_monitor.redaction import names_secret


class MonitorTests(WorkingFolderTestCase):
    def test_every_step_arrives_once_and_in_order(self):
        with Peer() as peer:
            with TrainingMonitor(run_name="mnist", dashboard_url=peer.url) as monitor:
                for step in range(1000):
                    monitor.log_metrics({"loss": step / 7}, step=step)
            self.assertEqual(peer.points(monitor.run_id), [(step, step / 7) for step in range(1000)])
            self.assertEqual(peer.status(monitor.run_id), "completed")
            self.assertEqual(self.journals, [])

    def test_the_run_carries_what_the_constructor_was_given(self):
        with Peer() as peer:
            with TrainingMonitor("mnist", {"lr": 1e-3, "nested": {"depth": 2}}, peer.url, project="p", tags=["a"], notes="n",
                                 total_steps=10, epochs=2, steps_per_epoch=5, group="g") as monitor:
                pass
            fields = peer.runs[monitor.run_id]["fields"]
        self.assertAlmostEqual(fields.pop("time"), time.time(), delta=60)
        self.assertEqual(
            {"id": monitor.run_id, "name": "mnist", "project": "p", "config": {"lr": 1e-3, "nested": {"depth": 2}}, "tags": ["a"],
             "notes": "n", "total_steps": 10, "epochs": 2, "steps_per_epoch": 5, "group": "g", "status": "completed"}, fields)

    def test_what_the_constructor_is_given_may_be_of_other_libraries_types(self):
        class Whole:
            """As numpy's int64: no int, and JSON has no word for it."""

            def __init__(self, value):
                self.value = value

            def item(self):
                return self.value

        with Peer() as peer:
            with TrainingMonitor(
                dashboard_url=peer.url, project=Path("p"), notes=Path("n"), group=5, total_steps=Whole(10), epochs=2.0,
                steps_per_epoch=Whole(5), rank=Whole(0), tags=(Path("a"),),
            ) as monitor:
                monitor.log_metrics({"loss": 1.0}, step=0)
                monitor.finish("failed", ValueError("boom"))
            fields = peer.runs[monitor.run_id]["fields"]
            self.assertEqual(peer.points(monitor.run_id), [(0, 1.0)])
        del fields["id"], fields["name"], fields["time"]
        self.assertEqual(
            {"project": "p", "notes": "n", "group": "5", "total_steps": 10, "epochs": 2, "steps_per_epoch": 5, "tags": ["a"],
             "status": "failed", "error": "boom"}, fields)
        self.assertEqual((self.said.getvalue(), self.journals), ("", []))

    def test_a_count_that_is_no_whole_number_is_said_and_left_out(self):
        with Peer() as peer:
            with TrainingMonitor(dashboard_url=peer.url, total_steps="many", epochs=2, rank=object()) as monitor:
                pass
            fields = peer.runs[monitor.run_id]["fields"]
        self.assertEqual((fields.get("total_steps"), fields["epochs"], fields["status"]), (None, 2, "completed"))
        self.assertIn("got total_steps 'many', wanted a whole number", self.said.getvalue())

    def test_the_websocket_carries_the_batches_and_http_does_when_the_upgrade_is_refused(self):
        for websocket, transport in ((True, "websocket"), (False, "http")):
            with self.subTest(transport), Peer(websocket=websocket) as peer:
                with TrainingMonitor(dashboard_url=peer.url.replace("http", "ws")) as monitor:
                    monitor.log_metrics({"loss": 1.0}, step=1)
                self.assertEqual(peer.points(monitor.run_id), [(1, 1.0)])
                self.assertEqual(list(peer.by_transport), [transport])

    def test_steps_count_by_themselves_when_none_is_given(self):
        with Peer() as peer:
            with TrainingMonitor(dashboard_url=peer.url) as monitor:
                monitor.log_metrics({"loss": 1.0})
                monitor.log_metrics({"loss": 2.0})
                monitor.log_metrics({"loss": 3.0}, step=10)
                monitor.log_metrics({"loss": 4.0})
            self.assertEqual(peer.points(monitor.run_id), [(0, 1.0), (1, 2.0), (10, 3.0), (11, 4.0)])

    def test_what_is_no_finite_number_keeps_its_name(self):
        with Peer() as peer:
            with TrainingMonitor(dashboard_url=peer.url) as monitor:
                for step, value in enumerate([math.nan, math.inf, -math.inf, -0.0, 5e-324]):
                    monitor.log_metrics({"loss": value}, step=step)
            values = [value for _, value in peer.points(monitor.run_id)]
        self.assertEqual(values[:3], ["NaN", "Infinity", "-Infinity"])
        self.assertEqual(math.copysign(1, values[3]), -1)
        self.assertEqual(values[4], 5e-324)

    def test_nested_metrics_get_names_with_slashes_and_scalars_of_other_libraries_are_numbers(self):
        class Scalar:
            def item(self):
                return 0.25

        with Peer() as peer:
            with TrainingMonitor(dashboard_url=peer.url) as monitor:
                monitor.log_metrics({"val": {"loss": Scalar(), "top": {"k": 5}}, "ok": True}, step=3)
            self.assertEqual(peer.runs[monitor.run_id]["points"], [(3, "val/loss", 0.25), (3, "val/top/k", 5), (3, "ok", 1)])

    def test_a_mapping_that_changes_after_the_call_was_logged_as_it_was(self):
        with Peer() as peer:
            metrics = {}
            with TrainingMonitor(dashboard_url=peer.url) as monitor:
                for step in range(50):
                    metrics["loss"] = float(step)
                    monitor.log_metrics(metrics, step=step)
            self.assertEqual(peer.points(monitor.run_id), [(step, float(step)) for step in range(50)])

    def test_what_cannot_be_logged_is_named_once_and_the_rest_is_kept(self):
        with Peer() as peer, self.assertLogs("training_monitor", "WARNING") as logs:
            with TrainingMonitor(dashboard_url=peer.url) as monitor:
                for step in range(3):
                    monitor.log_metrics({"loss": 1.0, "note": "text", "list": [1, 2]}, step=step)
                monitor.log_metrics(7)
                monitor.log_metrics({"loss": 2.0}, step="seven")
            self.assertEqual(peer.points(monitor.run_id), [(0, 1.0), (1, 1.0), (2, 1.0), (3, 2.0)])
        self.assertEqual(len(logs.output), 4, logs.output)

    def test_a_name_that_is_no_text_becomes_it_and_costs_no_other_metric(self):
        class Odd:
            def __str__(self):
                raise ValueError("no text")

        with Peer() as peer:
            with TrainingMonitor(dashboard_url=peer.url) as monitor:
                for step in range(300):
                    monitor.log_metrics({"loss": float(step)}, step=step)
                    if step == 150:
                        # Floats under a whole step are not looked at by the call, the others are.
                        monitor.log_metrics({("a", "b"): 1.0, b"\xffc": 2.0, 5: 3.0, Odd(): 4.0}, step=step)
                        monitor.log_metrics({("a", "b"): 5, b"\xffc": 6, 5: 7, Odd(): 8})
                        monitor.log_metrics({Odd(): 9.0}, step=step)
            self.assertEqual(peer.points(monitor.run_id), [(step, float(step)) for step in range(300)])
            for name, values in (("('a', 'b')", [1.0, 5]), ("\ufffdc", [2.0, 6]), ("5", [3.0, 7])):
                self.assertEqual([value for _, value in peer.points(monitor.run_id, name)], values)
            self.assertEqual(len(peer.runs[monitor.run_id]["points"]), 306)
            self.assertEqual(peer.status(monitor.run_id), "completed")
        self.assertEqual(self.said.getvalue().count("metric '<Odd>' got a name without a text"), 1)

    def test_what_cannot_be_encoded_is_counted_and_the_end_of_the_run_is_told(self):
        with Peer() as peer:
            with TrainingMonitor(dashboard_url=peer.url) as monitor:
                monitor.log_metrics({"loss": 0.0}, step=0)
                monitor._intake.queue.append((1, 1.0, {"loss": object()}))
                monitor._intake.request("POST", "/api/runs/x/y", object())
                monitor.log_metrics({"loss": 2.0}, step=2)
            points = peer.points(monitor.run_id)
            self.assertEqual(points[-1], (2, 2.0))
            self.assertEqual(len(points) + peer.runs[monitor.run_id]["lost"], 3)
            self.assertEqual(peer.status(monitor.run_id), "completed")

    def test_wide_and_sparse_metrics_are_split_and_lose_nothing(self):
        with Peer() as peer:
            with TrainingMonitor(dashboard_url=peer.url) as monitor:
                monitor.log_metrics({f"layer{i}/norm": float(i) for i in range(25_000)}, step=0)
                for step in range(600):
                    monitor.log_metrics({f"only{step}": 1.5}, step=step)
            points = peer.runs[monitor.run_id]["points"]
        self.assertEqual(len(points), 25_600)
        self.assertEqual(len({name for _, name, _ in points}), 25_600)

    def test_both_languages_take_the_same_names_for_secrets(self):
        names = json.loads((ROOT / "contract" / "fixtures" / "secret_names.json").read_text())
        self.assertEqual([name for name in names["secret"] if not names_secret(name)], [])
        self.assertEqual([name for name in names["setting"] if names_secret(name)], [])

    def test_a_value_named_like_a_secret_is_redacted(self):
        config = {"api_key": "k", "hf_token": "t", "dbPassword": "p", "max_tokens": 5, "tokenizer": "bpe", "monkey": "m",
                  "deep": [{"secret": "s"}], "remote": "https://me:pw@host/x", "key": "v"}
        with Peer() as peer:
            with TrainingMonitor(config=config, dashboard_url=peer.url) as monitor:
                pass
            self.assertEqual(peer.runs[monitor.run_id]["fields"]["config"], {
                "api_key": "[redacted]", "hf_token": "[redacted]", "dbPassword": "[redacted]", "max_tokens": 5, "tokenizer": "bpe",
                "monkey": "m", "deep": [{"secret": "[redacted]"}], "remote": "https://[redacted]@host/x", "key": "[redacted]"})

    def test_settings_held_in_objects_are_told_by_name_and_their_secrets_are_redacted(self):
        @dataclass
        class Optimizer:
            lr: float = 0.1
            api_key: str = "k"

        class Bare:
            def __init__(self):
                self.width, self.token, self._cache = 3, "t", None

        Size = namedtuple("Size", "height width")
        config = Namespace(optimizer=Optimizer(), bare=Bare(), size=Size(2, 3), path=Path("a"), hf_token="t", wide=10**400)
        with Peer() as peer:
            with TrainingMonitor(config=config, dashboard_url=peer.url) as monitor:
                pass
            told = peer.runs[monitor.run_id]["fields"]["config"]
        self.assertEqual(told.pop("wide")[:6], "0x1b4e")
        self.assertEqual(told, {
            "optimizer": {"lr": 0.1, "api_key": "[redacted]"}, "bare": {"width": 3, "token": "[redacted]"},
            "size": {"height": 2, "width": 3}, "path": "a", "hf_token": "[redacted]"})

    def test_any_thread_may_log(self):
        with Peer() as peer:
            with TrainingMonitor(dashboard_url=peer.url) as monitor:
                threads = [threading.Thread(target=lambda n=n: [monitor.log_metrics({f"t{n}": float(i)}, step=i) for i in range(500)])
                           for n in range(8)]
                for thread in threads:
                    thread.start()
                for thread in threads:
                    thread.join()
            for n in range(8):
                self.assertEqual(peer.points(monitor.run_id, f"t{n}"), [(i, float(i)) for i in range(500)])

    def test_nonsense_at_construction_is_said_and_training_goes_on(self):
        with self.assertLogs("training_monitor", "WARNING"):
            with TrainingMonitor(run_id="../../etc", dashboard_url="ftp://nowhere", config={"x": object()}, tags="ab") as monitor:
                monitor.log_metrics({"loss": 1.0})
        self.assertRegex(monitor.run_id, r"^run_[a-z0-9]{12}$")
        self.assertEqual(len(self.journals), 1)

    def test_only_the_standard_library_is_imported(self):
        """What loads a checkpoint's content, when the script asks for it, is the library that wrote it: nothing else."""
        allowed = set(sys.stdlib_module_names)
        for path in (SOURCE / "training_monitor").rglob("*.py"):
            lazily = {"torch", "numpy", "safetensors"} if path.parts[-2:] == ("checkpoint", "record.py") else set()
            tree = ast.parse(path.read_text(), feature_version=(3, 9))
            for node in ast.walk(tree):
                names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
                if isinstance(node, ast.ImportFrom) and node.level == 0:
                    names = [node.module]
                for name in names:
                    self.assertIn(name.split(".")[0], allowed | (set() if node in tree.body else lazily), path.name)

    def test_every_module_imports_without_installed_packages(self):
        modules = [path.relative_to(SOURCE).with_suffix("") for path in (SOURCE / "training_monitor").rglob("*.py")]
        code = f"import sys; sys.path.insert(0, {str(SOURCE)!r})\n" + "\n".join(f"import {'.'.join(m.parts)}" for m in modules)
        done = subprocess.run([sys.executable, "-I", "-S", "-W", "error", "-c", code], capture_output=True, text=True)
        self.assertEqual((done.returncode, done.stderr), (0, ""))


if __name__ == "__main__":
    unittest.main()
