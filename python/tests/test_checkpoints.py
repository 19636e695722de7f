"""Checkpoints: looked into without executing anything, registered without waiting, thinned, found again."""

import io
import json
import os
import pickle
import signal
import struct
import threading
import time
import unittest
import zipfile

from .peer import Peer
from .working_folder import WorkingFolderTestCase

from training_monitor import TrainingMonitor
from training_monitor.checkpoint.inspection import inspect_file
from training_monitor.checkpoint.ledger import Ledger
from training_monitor.checkpoint.pickle_scan import scan_pickle
from training_monitor.journal import MAGIC, REQUEST, RUN, encode_record


def safetensors(tensors):
    header, data = {}, b""
    for name, values in tensors.items():
        raw = struct.pack(f"<{len(values)}f", *values)
        header[name] = {"dtype": "F32", "shape": [len(values)], "data_offsets": [len(data), len(data) + len(raw)]}
        data += raw
    text = json.dumps(header).encode()
    return struct.pack("<Q", len(text)) + text + data


def npz(shape):
    head = repr({"descr": "<f8", "fortran_order": False, "shape": shape}).encode() + b"\n"
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        size = 8
        for length in shape:
            size *= length
        archive.writestr("weights.npy", b"\x93NUMPY\x01\x00" + struct.pack("<H", len(head)) + head + b"\0" * size)
    return stream.getvalue()


def field(number, payload):
    return bytes([number << 3 | 2, len(payload)]) + payload


ONNX = b"\x08\x08" + field(7, field(5, b"\x08\x0a\x08\x40" + b"\x10\x01" + field(8, b"fc.weight")))


class Harmful:
    def __reduce__(self):
        return os.system, ("touch harmed",)


SIGTERM_WHILE_REGISTERING = """
import os, signal, threading
from training_monitor import TrainingMonitor
monitor = TrainingMonitor(dashboard_url=sys.argv[1], run_id="ending")
registrar = monitor._registrar

class Noting(dict):
    def __setitem__(self, key, value):
        dict.__setitem__(self, key, value)
        os.kill(os.getpid(), signal.SIGTERM)

registrar._to_upload = Noting()
registrar._do(threading.Event().wait)  # as a checkpoint that is hashed for long
open("a.pt", "w").close()
monitor.save_checkpoint("a.pt", upload=True)
"""


class CheckpointTests(WorkingFolderTestCase):
    def file(self, name, content=b""):
        path = self.folder / "checkpoints" / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)
        return path

    def test_every_format_tells_its_tensors(self):
        cases = {
            "a.safetensors": (safetensors({"w": [1.0, 2.0]}), [{"name": "w", "shape": [2], "dtype": "F32"}]),
            "a.npz": (npz((3, 4)), [{"name": "weights", "shape": [3, 4], "dtype": "<f8"}]),
            "a.onnx": (ONNX, [{"name": "fc.weight", "shape": [10, 64], "dtype": "float32"}]),
        }
        for name, (content, tensors) in cases.items():
            with self.subTest(name):
                found = inspect_file(self.file(name, content))
                self.assertEqual((found.validity, found.structure["tensors"]), ("valid", tensors), found.reason)
                self.assertEqual(found.size, len(content))

    def test_a_file_cut_at_any_byte_is_never_valid_and_never_raises(self):
        for name, content in {"a.safetensors": safetensors({"w": [1.0]}), "a.npz": npz((2,)), "a.onnx": ONNX, "a.pt": npz((1,))}.items():
            for length in range(len(content)):
                found = inspect_file(self.file(name, content[:length]))
                self.assertEqual(found.validity, "invalid", f"{name} cut to {length}")

    def test_required_keys_that_are_missing_are_named(self):
        found = inspect_file(self.file("a.safetensors", safetensors({"w": [1.0]})), ["w", "optimizer"])
        self.assertEqual((found.validity, found.reason), ("invalid", "missing optimizer; got w"))

    def test_a_harmful_pickle_is_named_and_not_executed(self):
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w") as archive:
            archive.writestr("x/data.pkl", pickle.dumps({"model": Harmful(), "set": {1, (2, frozenset([3]))}}, protocol=4))
        self.addCleanup(os.chdir, os.getcwd())
        os.chdir(self.folder)
        found = inspect_file(self.file("evil.pt", stream.getvalue()))
        self.assertEqual(found.structure["keys"], ["model", "set"])
        self.assertTrue(any(name.endswith(".system") for name in found.structure["unsafe_globals"]), found)
        self.assertFalse((self.folder / "harmed").exists())

    def test_every_pickle_protocol_is_followed(self):
        value = {"a": [1, 2.5, None, True], "b": (1, "x", b"y"), "c": {"d": {"e": -(2**70)}}}
        for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
            found, named = scan_pickle(pickle.dumps(value, protocol=protocol))
            self.assertEqual(found["a"], value["a"])
            self.assertEqual(found["c"], value["c"])
            self.assertEqual([name for name in named if "codecs" not in name], [])

    def test_a_checkpoint_is_registered_with_hash_structure_and_the_step_last_logged(self):
        content = safetensors({"w": [1.0, 2.0]})
        with Peer() as peer:
            with TrainingMonitor(dashboard_url=peer.url) as monitor:
                monitor.log_metrics({"loss": 0.5}, step=41)
                path = self.file("model.safetensors", content)
                checkpoint_id = monitor.save_checkpoint(path, metrics={"loss": 0.5}, metadata={"epoch": 3}, required_keys=["w"])
                monitor.mark_best_checkpoint(checkpoint_id)
                self.assertEqual(monitor.get_last_checkpoint().id, checkpoint_id)
            record = peer.runs[monitor.run_id]["checkpoints"][0]
        import hashlib

        self.assertEqual(
            (record["id"], record["step"], record["sha256"], record["validity"], record["metrics"], record["metadata"]),
            (checkpoint_id, 41, hashlib.sha256(content).hexdigest(), "valid", {"loss": 0.5}, {"epoch": 3}))
        self.assertEqual(record["structure"]["parameters"], 2)
        self.assertIn(("PUT", f"/api/checkpoints/{checkpoint_id}", {"is_best": True}), peer.requests)

    def test_a_writer_function_leaves_the_old_file_or_the_whole_new_one(self):
        path = self.file("model.pt", b"old")
        monitor = TrainingMonitor(offline=True)

        def fail(temporary):
            with open(temporary, "wb") as file:
                file.write(b"half")
            raise OSError("the disk is full")

        self.assertIsNone(monitor.save_checkpoint(path, write=fail))
        self.assertEqual((path.read_bytes(), os.listdir(path.parent)), (b"old", ["model.pt"]))
        self.assertIn("the disk is full", self.said.getvalue())

        def succeed(temporary):
            with open(temporary, "wb") as file:
                file.write(b"new")

        self.assertIsNotNone(monitor.save_checkpoint(path, write=succeed))
        self.assertEqual(path.read_bytes(), b"new")
        monitor.finish()

    def test_the_last_checkpoint_is_the_newest_whose_file_is_there_and_not_invalid(self):
        with TrainingMonitor(offline=True) as monitor:
            self.assertIsNone(monitor.get_last_checkpoint())
            good = monitor.save_checkpoint(self.file("good.safetensors", safetensors({"w": [1.0]})), step=1)
            monitor.save_checkpoint(self.folder / "checkpoints" / "never-written.pt", step=2)
            self.assertEqual(monitor.get_last_checkpoint().id, good)
            monitor.save_checkpoint(self.file("cut.safetensors", b"half"), step=3)
        self.assertEqual(monitor.get_last_checkpoint().id, good)
        os.unlink(self.folder / "checkpoints" / "good.safetensors")
        self.assertIsNone(monitor.get_last_checkpoint())

    def test_only_the_newest_and_the_best_files_stay_when_asked(self):
        with Peer() as peer:
            with TrainingMonitor(dashboard_url=peer.url) as monitor:
                for step, loss in enumerate([0.9, 0.1, 0.5, 0.4, 0.3]):
                    path = self.file(f"{step}.safetensors", safetensors({"w": [loss]}))
                    monitor.save_checkpoint(path, {"loss": loss}, step=step, keep_last=2, keep_best=1, best_metric="loss")
            files = sorted(path.name for path in (self.folder / "checkpoints").glob("*.safetensors"))
            self.assertEqual(files, ["1.safetensors", "3.safetensors", "4.safetensors"])
            self.assertEqual(sum(1 for method, *_ in peer.requests if method == "DELETE"), 2)

    def test_the_one_marked_best_stays_and_what_was_saved_later_is_left_alone(self):
        with TrainingMonitor(offline=True) as monitor:
            best = monitor.save_checkpoint(self.file("best.safetensors", safetensors({"w": [0.0]})), step=0, keep_last=1)
            monitor.mark_best_checkpoint(best)
            for step in range(1, 5):
                monitor.save_checkpoint(self.file(f"{step}.safetensors", safetensors({"w": [1.0]})), step=step, keep_last=1)
            for step in range(5, 8):
                monitor.save_checkpoint(self.file(f"{step}.safetensors", safetensors({"w": [2.0]})), step=step)
        files = sorted(path.stem for path in (self.folder / "checkpoints").glob("*.safetensors"))
        self.assertEqual(files, ["4", "5", "6", "7", "best"])

    def test_a_broken_file_does_not_cost_the_last_good_one(self):
        with TrainingMonitor(offline=True) as monitor:
            good = monitor.save_checkpoint(self.file("good.safetensors", safetensors({"w": [1.0]})), step=1, keep_last=1)
            for step in (2, 3):
                monitor.save_checkpoint(self.file(f"cut-{step}.safetensors", b"half"), step=step, keep_last=1)
            deadline = time.monotonic() + 10
            here = lambda: {path.stem for path in (self.folder / "checkpoints").glob("*.safetensors")}
            while (monitor._registrar._finished < 3 or len(here()) > 2) and time.monotonic() < deadline:
                time.sleep(0.01)
            self.assertEqual(monitor.get_last_checkpoint().id, good)
            self.assertEqual(here(), {"good", "cut-3"})
            monitor.save_checkpoint(self.file("next.safetensors", safetensors({"w": [1.0]})), step=4, keep_last=1)
        self.assertEqual([path.name for path in (self.folder / "checkpoints").glob("*.safetensors")], ["next.safetensors"])

    def test_the_page_can_ask_for_a_checkpoint_and_hears_of_it(self):
        with Peer() as peer:
            with TrainingMonitor(dashboard_url=peer.url) as monitor:
                called = []
                monitor.on_command("load_checkpoint", called.append)
                peer.pending_commands += [{"id": "c1", "command": "checkpoint"}, {"id": "c2", "command": "load_checkpoint", "checkpoint_id": "x"},
                                          {"id": "c3", "command": "dance"}]
                step = 0
                while not (monitor.should_checkpoint and called):
                    monitor.log_metrics({"loss": 1.0}, step=step)
                    step += 1
                saved = monitor.save_checkpoint(self.file("a.safetensors", safetensors({"w": [1.0]})))
            answers = {path.split("/")[-2]: body for method, path, body in peer.requests if path.endswith("/result")}
            self.assertEqual(answers["c1"], {"ok": True, "message": f"saved as {saved}"})
            self.assertEqual(answers["c2"], {"ok": True, "message": "done"})
            self.assertFalse(answers["c3"]["ok"])

    @unittest.skipIf(os.name == "nt", "Windows ends processes without asking them")
    def test_a_sigterm_in_the_middle_of_a_registration_ends_the_run(self):
        with Peer() as peer:
            script = self.script(SIGTERM_WHILE_REGISTERING, peer.url)
            _, err = script.communicate(timeout=20)
            self.assertEqual(script.returncode, -signal.SIGTERM, err)
            self.assertEqual(peer.status("ending"), "interrupted")
            self.assertEqual([record["filepath"] for record in peer.runs["ending"]["checkpoints"]], [str(self.folder.resolve() / "a.pt")])


class ResumeTests(WorkingFolderTestCase):
    SCRIPT = """
import time
from training_monitor import TrainingMonitor
monitor = TrainingMonitor.resume_or_create("long", "ckpts", dashboard_url=sys.argv[1])
first = 0
if monitor.is_resumed:
    first = monitor.get_last_checkpoint().step + 1
def write(path):
    with open(path, "wb") as file:
        file.write(bytes.fromhex(sys.argv[2]))
print(first, flush=True)
for step in range(first, 60):
    monitor.log_metrics({"loss": float(step)}, step=step)
    if step % 20 == 19:
        monitor.save_checkpoint("ckpts/model.safetensors", write=write, step=step)
    if first == 0 and step == 50:
        time.sleep(60)
monitor.finish()
"""

    def start(self, url):
        return self.script(self.SCRIPT, url, safetensors({"w": [1.0]}).hex())

    def test_a_killed_script_goes_on_from_its_newest_whole_checkpoint_in_the_same_run(self):
        with Peer() as peer:
            script = self.start(peer.url)
            self.assertEqual(script.stdout.readline(), "0\n")
            peer.wait_for(lambda: any(len(run["points"]) == 51 and len(run["checkpoints"]) == 2 for run in peer.runs.values()))
            script.kill()
            script.wait()
            again = self.start(peer.url)
            out, err = again.communicate(timeout=30)
            self.assertEqual((again.returncode, out), (0, "40\n"), err)
            self.assertEqual(len(peer.runs), 1)
            run_id = next(iter(peer.runs))
            resumes = [body for method, path, body in peer.requests if path == f"/api/runs/{run_id}/resume"]
            self.assertEqual(len(resumes), 1)
            self.assertEqual([step for step, _ in peer.points(run_id)], [*range(51), *range(40, 60)])
            self.assertIn(resumes[0]["writer"], peer.runs[run_id]["writers"])
            third = self.start(peer.url)
            third.kill()
            self.assertNotIn("40", third.communicate()[0], "a completed run is not resumed")

    def test_what_the_killed_script_left_in_its_journal_goes_before_the_resume(self):
        with Peer() as peer:
            url = peer.url
        script = self.start(url)
        self.assertEqual(script.stdout.readline(), "0\n")
        deadline = time.monotonic() + 60
        ledger = self.folder / "ckpts" / ".training_monitor.json"
        while not (ledger.exists() and '"step": 39' in ledger.read_text()):
            self.assertLess(time.monotonic(), deadline)
            time.sleep(0.01)
        while not (self.journals and self.journals[0].read_bytes().count(b'"steps":[50') + self.journals[0].read_bytes().count(b",50]")):
            self.assertLess(time.monotonic(), deadline)
            time.sleep(0.01)
        script.kill()
        script.wait()
        with Peer(port=int(url.rsplit(":", 1)[1])) as peer:
            out, err = self.start(url).communicate(timeout=30)
            self.assertEqual(out, "40\n", err)
            run_id = next(iter(peer.runs))
            self.assertEqual([step for step, _ in peer.points(run_id)], [*range(51), *range(40, 60)])
            self.assertEqual(peer.status(run_id), "completed")

    def test_a_checkpoint_that_was_damaged_is_passed_over(self):
        folder = self.folder / "ckpts"
        folder.mkdir()
        with TrainingMonitor.resume_or_create("long", folder, offline=True) as monitor:
            self.assertFalse(monitor.is_resumed)
            for step in (10, 20):
                (folder / f"{step}.safetensors").write_bytes(safetensors({"w": [float(step)]}))
                monitor.save_checkpoint(folder / f"{step}.safetensors", step=step)
            monitor.set_status("interrupted")
        (folder / "20.safetensors").write_bytes(b"\0" * 80)
        with TrainingMonitor.resume_or_create("long", folder, offline=True) as again:
            self.assertTrue(again.is_resumed)
            self.assertEqual((again.run_id, again.get_last_checkpoint().step), (monitor.run_id, 10))

    def test_scripts_that_share_a_folder_and_end_at_once_each_leave_their_line(self):
        def write(script):
            for step in range(10):
                Ledger(self.folder).write(f"run-{script}", f"id-{script}", "completed" if step == 9 else None, [])

        threads = [threading.Thread(target=write, args=(script,)) for script in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual([Ledger(self.folder).run(f"run-{script}")["status"] for script in range(8)], ["completed"] * 8)

    def test_a_journal_of_nonsense_of_the_same_run_is_passed_over_and_the_run_resumed(self):
        folder = self.folder / "ckpts"
        folder.mkdir()
        with TrainingMonitor.resume_or_create("long", folder, offline=True) as monitor:
            (folder / "a.safetensors").write_bytes(safetensors({"w": [1.0]}))
            monitor.save_checkpoint(folder / "a.safetensors", step=10)
            monitor.set_status("interrupted")
        with Peer() as peer:
            run = {"run_id": monitor.run_id, "url": peer.url, "writer": "w", "rank": 0, "create": {"id": monitor.run_id, "name": "long"}}
            left = self.journals[0].with_name("w.journal")
            left.write_bytes(MAGIC + encode_record(0, RUN, json.dumps(run).encode()) + encode_record(1, REQUEST, b"no json"))
            with TrainingMonitor.resume_or_create("long", folder, peer.url) as again:
                again.log_metrics({"loss": 1.0}, step=11)
                peer.wait_for(lambda: peer.points(again.run_id), timeout=5)
            self.assertEqual((again.run_id, again.is_resumed), (monitor.run_id, True))
            self.assertEqual(peer.points(again.run_id), [(11, 1.0)])
        self.assertIn("a journal left by an earlier script cannot be delivered", self.said.getvalue())
        self.assertTrue(left.exists())

    def test_a_ledger_of_nonsense_starts_a_new_run(self):
        folder = self.folder / "ckpts"
        folder.mkdir()
        for content in ("", "[]", '{"version":1,"runs":{"long":{"run_id":"../..","checkpoints":[1]}}}', '{"version":1,"runs":{"long":[]}}',
                        '{"version":1,"runs":{"long":{"run_id":"a","checkpoints":[{},{"filepath":7},null]}}}'):
            (folder / ".training_monitor.json").write_text(content)
            with TrainingMonitor.resume_or_create("long", folder, offline=True) as monitor:
                self.assertFalse(monitor.is_resumed)


if __name__ == "__main__":
    unittest.main()
