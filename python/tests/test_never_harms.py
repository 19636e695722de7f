"""Whatever the server does, the loop runs on and the script ends."""

import json
import os
import subprocess
import sys
import time
import tracemalloc
import unittest

from .fault_proxy import FaultProxy
from .peer import Peer
from .working_folder import SOURCE, WorkingFolderTestCase

from training_monitor import TrainingMonitor
from training_monitor.__main__ import sync
from training_monitor.journal import MAGIC, REQUEST, RUN, encode_record
from training_monitor.intake import MAX_BYTES, Intake
from training_monitor.warnings_once import WarningsOnce


class NeverHarmsTests(WorkingFolderTestCase):
    def log_through(self, url, steps=2000):
        """Logs to ``url``; returns the run's id and the seconds that leaving took."""
        monitor = TrainingMonitor(dashboard_url=url)
        for step in range(steps):
            monitor.log_metrics({"loss": float(step)}, step=step)
        started = time.monotonic()
        monitor.finish()
        return monitor.run_id, time.monotonic() - started

    def test_an_absent_server_delays_nothing_and_the_journal_keeps_all(self):
        with Peer() as peer:
            url = peer.url
        run_id, leaving = self.log_through(url)
        self.assertLess(leaving, 4.0)
        self.assert_journal_delivers(run_id)

    def test_a_hung_server_holds_the_end_of_the_script_for_five_seconds_at_most(self):
        with FaultProxy(0, "hang") as proxy:
            run_id, leaving = self.log_through(proxy.url)
        self.assertLess(leaving, 8.0)
        self.assert_journal_delivers(run_id)

    def test_a_server_that_answers_nonsense_is_no_server(self):
        answers = [
            b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n<html>!!!",
            b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}",
            b"HTTP/1.1 201 Created\r\nContent-Length: 4\r\n\r\nnull",
            b"\x00\xff\xfe SSH-2.0-nonsense\r\n",
            b"HTTP/1.1 302 Found\r\nLocation: /login\r\nContent-Length: 0\r\n\r\n",
            b"HTTP/1.1 403 Forbidden\r\nContent-Length: 5\r\n\r\nnope!",
        ]
        for answer in answers:
            with self.subTest(answer), FaultProxy(0, "nonsense") as proxy:
                proxy.nonsense = answer
                run_id, leaving = self.log_through(proxy.url, 20)
                self.assertLess(leaving, 4.0)
                self.assert_journal_delivers(run_id, 20)

    def test_a_server_without_the_optional_endpoints_is_enough(self):
        with Peer(websocket=False, optional_endpoints=False) as peer:
            with TrainingMonitor(dashboard_url=peer.url) as monitor:
                monitor.log_metrics({"loss": 1.0}, step=0)
            self.assertEqual(peer.points(monitor.run_id), [(0, 1.0)])
            self.assertEqual(peer.status(monitor.run_id), "completed")

    def test_a_refused_batch_is_counted_as_lost_and_the_next_ones_arrive(self):
        with Peer() as peer, self.assertLogs("training_monitor", "WARNING"):
            with TrainingMonitor(dashboard_url=peer.url) as monitor:
                monitor.log_metrics({"loss": 0.0}, step=0)
                peer.wait_for(lambda: len(peer.runs.get(monitor.run_id, {"points": []})["points"]) == 1)
                peer.refuse_batches_with = 400
                monitor.log_metrics({"loss": 1.0, "other": 1.0}, step=1)
                peer.wait_for(lambda: peer.runs[monitor.run_id]["lost"] == 2)
                peer.refuse_batches_with = None
                monitor.log_metrics({"loss": 2.0}, step=2)
            self.assertEqual(peer.points(monitor.run_id), [(0, 0.0), (2, 2.0)])

    def test_a_description_that_the_server_refuses_costs_only_itself(self):
        with Peer() as peer:
            with TrainingMonitor("bad", dashboard_url=peer.url, total_steps=-1) as monitor:
                monitor.log_metrics({"loss": 0.0}, step=0)
            self.assertEqual(peer.points(monitor.run_id), [(0, 0.0)])
        self.assertIn("got total_steps -1", self.said.getvalue())

    def test_of_a_description_that_is_refused_the_good_fields_are_kept(self):
        with Peer() as peer:
            with TrainingMonitor("good", {"lr": 0.1}, peer.url, total_steps=-1, tags=["a"], notes="n") as monitor:
                pass
            fields = peer.runs[monitor.run_id]["fields"]
        self.assertEqual((fields["name"], fields["config"], fields["tags"], fields["notes"]), ("good", {"lr": 0.1}, ["a"], "n"))

    def test_whatever_stands_in_the_configuration_training_starts(self):
        class Odd:
            def __str__(self):
                raise ValueError("no text")

        circle = {}
        circle["itself"] = circle
        deep = []
        for _ in range(5000):
            deep = [deep]
        for config in (circle, deep, {"x": Odd()}, {Odd(): 1}, {"n": 10**400, "m": -(10**5000)}, [1], "lr=1", 7, object()):
            with TrainingMonitor(config=config, offline=True, tags=7) as monitor:
                monitor.log_metrics({"loss": 1.0})
            self.assertTrue(monitor.run_id)

    @unittest.skipIf(os.name == "nt", "a folder that somebody works in cannot be deleted here")
    def test_a_working_folder_that_is_gone_costs_the_journal_only(self):
        with Peer() as peer:
            script = self.script(IN_NO_FOLDER, peer.url)
            out, err = script.communicate(timeout=60)
            self.assertEqual(script.returncode, 0, err)
            self.assertEqual(peer.points("homeless"), [(0, 1.0)])
            self.assertEqual(peer.status("homeless"), "completed")
        self.assertIn("the working folder is gone", err)

    def test_a_leftover_of_nonsense_does_not_disturb_the_run(self):
        with Peer() as peer:
            for run_id, create, payload in [("bare", {"id": "bare", "name": "x"}, b"no json"), ("cut", {"id": "cut", "name": "x"}, b"[]")]:
                path = self.folder / "journals" / run_id / "w.journal"
                path.parent.mkdir(parents=True)
                run = {"run_id": run_id, "url": peer.url, "writer": "w", "rank": 0, "create": create}
                path.write_bytes(MAGIC + encode_record(0, RUN, json.dumps(run).encode()) + encode_record(1, REQUEST, payload))
            with TrainingMonitor(dashboard_url=peer.url) as monitor:
                peer.wait_for(lambda: {"bare", "cut"} <= peer.runs.keys())
                for step in range(100):
                    monitor.log_metrics({"loss": float(step)}, step=step)
                peer.wait_for(lambda: len(peer.points(monitor.run_id)) == 100)
        self.assertEqual([path.parent.name for path in self.journals], ["bare", "cut"])

    def test_a_busy_server_is_asked_again_after_the_time_it_names(self):
        with Peer() as peer, self.assertLogs("training_monitor", "WARNING"):
            with TrainingMonitor(dashboard_url=peer.url) as monitor:
                monitor.log_metrics({"loss": 0.0}, step=0)
                peer.wait_for(lambda: len(peer.points(monitor.run_id)) == 1)
                peer.refuse_batches_with = 503
                monitor.log_metrics({"loss": 1.0}, step=1)
                peer.wait_for(lambda: peer.refusals >= 2)
                peer.refuse_batches_with = None
            self.assertEqual(peer.points(monitor.run_id), [(0, 0.0), (1, 1.0)])

    def test_a_busy_server_that_names_no_time_is_asked_ever_more_rarely(self):
        with FaultProxy(0, "nonsense") as proxy:
            proxy.nonsense = b"HTTP/1.1 503 Busy\r\nRetry-After: 0\r\nContent-Length: 0\r\n\r\n"
            started = time.monotonic()
            monitor = TrainingMonitor(dashboard_url=proxy.url)
            proxy.wait_for_connections(3)
            self.assertGreater(time.monotonic() - started, 0.75 + 1.5)
            monitor.finish()

    def test_a_fenced_writer_says_so_once_and_stays_quiet(self):
        with Peer() as peer, self.assertLogs("training_monitor", "WARNING") as logs:
            with TrainingMonitor(dashboard_url=peer.url) as monitor:
                monitor.log_metrics({"loss": 0.0}, step=0)
                peer.wait_for(lambda: len(peer.points(monitor.run_id)) == 1)
                with peer.lock:
                    peer.fenced.update(peer.runs[monitor.run_id]["writers"])
                for step in range(1, 100):
                    monitor.log_metrics({"loss": float(step)}, step=step)
            self.assertEqual(peer.points(monitor.run_id), [(0, 0.0)])
        self.assertEqual(len(logs.output), 1, logs.output)
        self.assertIn("resumed elsewhere", logs.output[0])

    def test_a_server_that_lost_its_data_gets_the_run_again_and_what_follows(self):
        with Peer() as peer:
            with TrainingMonitor(dashboard_url=peer.url) as monitor:
                monitor.log_metrics({"loss": 0.0}, step=0)
                peer.wait_for(lambda: len(peer.points(monitor.run_id)) == 1)
                with peer.lock:
                    peer.runs.clear()
                monitor.log_metrics({"loss": 1.0}, step=1)
                peer.wait_for(lambda: len(peer.points(monitor.run_id)) == 1)
            self.assertEqual(peer.points(monitor.run_id), [(1, 1.0)])
            self.assertEqual(peer.status(monitor.run_id), "completed")

    @unittest.skipUnless(hasattr(os, "fork"), "there is no fork here")
    def test_a_forked_child_is_inert(self):
        with Peer() as peer:
            script = self.script(FORKING, peer.url)
            out, err = script.communicate(timeout=30)
            self.assertEqual(script.returncode, 0, err)
            run_id = out.strip()
            self.assertEqual(peer.points(run_id), [(0, 0.0), (2, 2.0)])
            self.assertEqual(peer.status(run_id), "completed")
            self.assertEqual(sum(1 for method, *_ in peer.requests if method == "PUT"), 1)

    def test_a_monitor_handed_to_a_spawned_worker_is_inert_there_and_copied_here_is_itself(self):
        path = self.folder / "spawning.py"
        path.write_text(f"import sys\nsys.path.insert(0, {str(SOURCE)!r})\n" + SPAWNING)
        with Peer() as peer:
            done = subprocess.run([sys.executable, str(path), peer.url], capture_output=True, text=True, timeout=60, cwd=self.folder)
            self.assertEqual((done.returncode, done.stdout), (0, "None False None spawned\n"), done.stderr)
            self.assertEqual(peer.points("spawned"), [(0, 0.0), (2, 2.0), (3, 3.0)])
            self.assertEqual(peer.status("spawned"), "completed")
        self.assertEqual(self.journals, [])

    @unittest.skipUnless(hasattr(os, "fork"), "there is no fork here")
    def test_a_child_that_outlives_its_parent_does_not_keep_the_journal_locked(self):
        with FaultProxy(0, "hang") as proxy:
            script = self.script(LONG_CHILD, proxy.url, stdin=subprocess.PIPE)
            self.assertEqual(script.stdout.readline().strip(), "ready")
            script.kill()
            script.wait()
            self.assert_journal_delivers(self.journals[0].parent.name, 1)

    def test_a_burst_never_holds_more_than_its_room_and_counts_the_rest(self):
        intake = Intake(WarningsOnce())
        with self.assertLogs("training_monitor", "WARNING"):
            for step in range(250_000):
                intake.offer({"loss": 1.0}, step)
        kept = len(intake.take(250_000))
        self.assertGreater(kept, 100_000)
        self.assertEqual(kept + intake.take_dropped(), 250_000)
        for step in range(300):
            intake.offer({f"m{i}": float(i) for i in range(10_000)}, step)
        kept = len(intake.queue)
        held = sum(sys.getsizeof(metrics) + 24 * len(metrics) + sum(map(sys.getsizeof, metrics)) for _, _, metrics in intake.queue)
        self.assertGreater(kept, 10)
        self.assertLessEqual(held, MAX_BYTES)
        self.assertEqual(kept * 10_000 + intake.take_dropped(), 3_000_000)

    def test_a_tight_loop_of_a_hundred_thousand_narrow_entries_loses_nothing(self):
        with Peer() as peer:
            with TrainingMonitor(dashboard_url=peer.url) as monitor:
                for step in range(100_000):
                    monitor.log_metrics({"loss": 1.0}, step=step)
                peer.wait_for(lambda: len(peer.runs.get(monitor.run_id, {"points": []})["points"]) == 100_000)
            self.assertEqual(peer.runs[monitor.run_id]["lost"], 0)

    def test_what_waits_takes_no_more_memory_than_it_may_however_wide_it_is(self):
        nested = {"val": {"loss": 0.5, "top": {"k": 1.0}}}
        with TrainingMonitor(offline=True) as monitor:
            own = monitor._intake
            for shapes in ([1], [10], [16], [1, 16, 40], [1, nested]):
                with self.subTest(shapes):
                    intake = monitor._intake = Intake(WarningsOnce())  # at which no collector comes by
                    made = [shape if isinstance(shape, dict) else [f"m{i}" for i in range(shape)] for shape in shapes]
                    tracemalloc.start()
                    step = 1000
                    while not intake._dropped:
                        each = made[step % len(made)]
                        monitor.log_metrics(each if each is nested else {name: step + 0.25 for name in each}, step=step)
                        step += 1
                    held = tracemalloc.get_traced_memory()[0]
                    tracemalloc.stop()
                    self.assertLessEqual(held, MAX_BYTES * 1.02)
                    self.assertGreater(held, MAX_BYTES // 4)
            monitor._intake = own

    def test_wide_entries_use_up_the_room_and_never_shut_the_door(self):
        intake = Intake(WarningsOnce())
        wide = {f"m{i}": float(i) for i in range(2237 * 16)}  # 15 of them took one more than all the room there was
        for step in range(15):
            intake.offer(wide, step)
        self.assertFalse(intake.is_closed)
        intake.take(1000)
        intake.offer({"loss": 1.0}, 15)
        self.assertEqual(len(intake.queue), 1)

    def test_a_call_for_attention_is_heard_whatever_room_there_is_and_loses_no_point(self):
        intake = Intake(WarningsOnce())
        intake.ask_attention()
        intake.take(1000)
        intake.offer({"loss": 1.0}, 0)
        self.assertEqual((intake.room, len(intake.queue), intake.take_dropped()), (0, 1, 0))
        intake.give_attention()
        self.assertGreater(intake.room, 0)
        intake.ask_attention()
        intake.close()
        intake.give_attention()
        intake.offer({"loss": 1.0}, 1)
        intake.take(1000)
        self.assertEqual((intake.room, len(intake.queue)), (0, 0))

    def assert_journal_delivers(self, run_id, steps=2000):
        self.assertEqual([path.parent.name for path in self.journals], [run_id])
        with Peer() as peer:
            sync(self.folder / "journals", peer.url)
            self.assertEqual(peer.points(run_id), [(step, float(step)) for step in range(steps)])
        self.assertEqual(self.journals, [])


SPAWNING = """
import copy, multiprocessing
from training_monitor import TrainingMonitor

def work(monitor):
    with monitor:
        monitor.log_metrics({"loss": 1.0}, step=1)
        monitor.log_metrics({"loss": [1]})
        monitor.set_status("failed", "a worker's own trouble")
        monitor.mark_best_checkpoint("ckpt_1")
        monitor.on_command("stop", print)
        said = monitor.get_last_checkpoint(), monitor.should_stop or monitor.should_checkpoint
        monitor.finish()
    return *said, monitor.save_checkpoint("nowhere.pt") and None, monitor.run_id

if __name__ == "__main__":
    with TrainingMonitor(run_id="spawned", dashboard_url=sys.argv[1]) as monitor:
        monitor.log_metrics({"loss": 0.0}, step=0)
        with multiprocessing.get_context("spawn").Pool(1) as pool:
            print(*pool.apply(work, (monitor,)))
        monitor.log_metrics({"loss": 2.0}, step=2)
        copy.deepcopy({"logger": monitor})["logger"].log_metrics({"loss": 3.0}, step=3)
"""

IN_NO_FOLDER = """
import os, tempfile
from training_monitor import TrainingMonitor
del os.environ["TRAINING_MONITOR_DIR"]
gone = tempfile.mkdtemp()
os.chdir(gone)
os.rmdir(gone)
with TrainingMonitor(dashboard_url=sys.argv[1], run_id="homeless", capture_environment=True) as monitor:
    monitor.log_metrics({"loss": 1.0}, step=0)
"""

FORKING = """
import os
from training_monitor import TrainingMonitor
with TrainingMonitor(dashboard_url=sys.argv[1]) as monitor:
    monitor.log_metrics({"loss": 0.0}, step=0)
    child = os.fork()
    if child == 0:
        monitor.log_metrics({"loss": 1.0}, step=1)
        monitor.set_status("failed")
        sys.exit(3)
    os.waitpid(child, 0)
    child = os.fork()
    if child == 0:
        os._exit(0)
    os.waitpid(child, 0)
    monitor.log_metrics({"loss": 2.0}, step=2)
print(monitor.run_id)
"""

LONG_CHILD = """
import os, time, glob
from training_monitor import TrainingMonitor
monitor = TrainingMonitor(dashboard_url=sys.argv[1])
monitor.log_metrics({"loss": 0.0}, step=0)
while not glob.glob(os.environ["TRAINING_MONITOR_DIR"] + "/*/*.journal"):
    time.sleep(0.01)
time.sleep(0.2)
if os.fork() == 0:
    sys.stdin.read()
    os._exit(0)
print("ready", flush=True)
sys.stdin.read()
"""


if __name__ == "__main__":
    unittest.main()
