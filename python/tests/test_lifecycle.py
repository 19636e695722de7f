"""However a script ends, its run says how."""

import json
import os
import signal
import unittest

from .peer import Peer
from .working_folder import WorkingFolderTestCase

from training_monitor import TrainingMonitor

BLOCK = """
import time
from training_monitor import TrainingMonitor
with TrainingMonitor(dashboard_url=sys.argv[1], run_id="ending") as monitor:
    monitor.log_metrics({"loss": 1.0}, step=0)
    BODY
"""
NO_BLOCK = BLOCK.replace("with TrainingMonitor", "monitor = TrainingMonitor").replace(" as monitor:", "").replace("    ", "")

CATCHING = """
def main():
    sys.exit(3)
try:
    main()
except SystemExit as error:
    kept = error
try:
    main()
except SystemExit:
    pass
"""
IN_A_THREAD = """
import threading
thread = threading.Thread(target=lambda: sys.exit(3))
thread.start()
thread.join()
"""


class LifecycleTests(WorkingFolderTestCase):
    def run_script(self, code, body, send=None):
        """Runs the script to its end; returns the exit code and the run's fields."""
        with Peer() as peer:
            script = self.script(code.replace("BODY", body), peer.url)
            if send is not None:
                self.assertEqual(script.stdout.readline().strip(), "ready")
                script.send_signal(send)
            self.out, self.err = script.communicate(timeout=30)
            self.assertEqual(peer.points("ending"), [(0, 1.0)])
            return script.returncode, peer.runs["ending"]["fields"]

    # Short sleeps: a signal that comes just before a sleep is seen only after it.
    WAIT = "print('ready', flush=True); [time.sleep(0.01) for _ in range(6000)]"

    def test_a_good_end_is_completed(self):
        for code in (BLOCK, NO_BLOCK):
            returned, fields = self.run_script(code, "pass")
            self.assertEqual((returned, fields["status"]), (0, "completed"), self.err)

    def test_an_exception_is_failed_with_its_traceback_and_still_raised(self):
        for code in (BLOCK, NO_BLOCK):
            returned, fields = self.run_script(code, "raise ValueError('loss exploded')")
            self.assertEqual((returned, fields["status"]), (1, "failed"))
            self.assertIn("ValueError: loss exploded", fields["error"])
            self.assertIn("script.py", fields["error"])
            self.assertIn("ValueError: loss exploded", self.err)

    def test_an_exit_code_is_failed_unless_it_is_zero(self):
        for code in (BLOCK, NO_BLOCK):
            for body, ended in (
                ("sys.exit(3)", (3, "failed", "exit code 3")),
                ("sys.exit('no data')", (1, "failed", "no data")),
                ("sys.exit(0)", (0, "completed", None)),
                ("sys.exit()", (0, "completed", None)),
            ):
                with self.subTest(body, block=code is BLOCK):
                    returned, fields = self.run_script(code, body)
                    self.assertEqual((returned, fields["status"], fields.get("error")), ended)

    def test_an_exit_that_the_script_catches_or_that_ends_a_thread_only_is_not_its_end(self):
        for body in (CATCHING, IN_A_THREAD):
            with self.subTest(body):
                returned, fields = self.run_script(NO_BLOCK, body)
                self.assertEqual((returned, fields["status"], fields.get("error")), (0, "completed", None), self.err)
                self.assertEqual(self.err, "")

    def test_the_exits_of_other_libraries_are_called_as_before_and_the_last_one_counts(self):
        code = "leave = sys.exit\nsys.exit = lambda code=None: (print('theirs', flush=True), leave(code))\n" + NO_BLOCK
        returned, fields = self.run_script(code, "sys.exit(3)")
        self.assertEqual((returned, fields["status"], fields["error"], self.out), (3, "failed", "exit code 3", "theirs\n"))
        returned, fields = self.run_script(NO_BLOCK, "try: sys.exit(3)\nfinally: sys.exit(0)")
        self.assertEqual((returned, fields["status"]), (0, "completed"))
        returned, fields = self.run_script(NO_BLOCK, "try: sys.exit(3)\nexcept SystemExit: raise ValueError('instead')")
        self.assertEqual((returned, fields["status"], fields["error"].splitlines()[-1]), (1, "failed", "ValueError: instead"))

    @unittest.skipIf(os.name == "nt", "Windows ends processes without asking them")
    def test_a_sigterm_handler_that_leaves_with_a_code_leaves_an_interrupted_run(self):
        code = "import signal\nsignal.signal(signal.SIGTERM, lambda *_: sys.exit(143))\n" + NO_BLOCK
        returned, fields = self.run_script(code, self.WAIT, signal.SIGTERM)
        self.assertEqual((returned, fields["status"]), (143, "interrupted"), self.err)

    @unittest.skipIf(os.name == "nt", "Windows ends processes without asking them")
    def test_ctrl_c_is_interrupted(self):
        for code in (BLOCK, NO_BLOCK):
            returned, fields = self.run_script(code, self.WAIT, signal.SIGINT)
            self.assertEqual((returned, fields["status"]), (-signal.SIGINT, "interrupted"), self.err)

    @unittest.skipIf(os.name == "nt", "Windows ends processes without asking them")
    def test_sigterm_is_interrupted_and_still_ends_the_process_by_that_signal(self):
        for code in (BLOCK, NO_BLOCK):
            returned, fields = self.run_script(code, self.WAIT, signal.SIGTERM)
            self.assertEqual((returned, fields["status"]), (-signal.SIGTERM, "interrupted"), self.err)

    @unittest.skipIf(os.name == "nt", "Windows ends processes without asking them")
    def test_a_sigterm_handler_of_the_script_is_called_and_may_end_the_loop_in_its_own_time(self):
        code = "import signal\nsignal.signal(signal.SIGTERM, lambda *_: print('mine', flush=True))\n" + BLOCK
        body = "print('ready', flush=True)\n    while not monitor.should_stop: time.sleep(0.01)"
        returned, fields = self.run_script(code, body, signal.SIGTERM)
        self.assertEqual((returned, fields["status"], self.out.strip()), (0, "interrupted", "mine"), self.err)

    def test_a_status_that_the_script_set_is_kept(self):
        returned, fields = self.run_script(BLOCK, "monitor.set_status('failed', error='diverged')")
        self.assertEqual((returned, fields["status"], fields["error"]), (0, "failed", "diverged"))

    def test_stop_from_the_page_reaches_the_loop_and_is_answered(self):
        for websocket in (True, False):
            with self.subTest(websocket=websocket), Peer(websocket=websocket) as peer:
                with TrainingMonitor(dashboard_url=peer.url) as monitor:
                    peer.pending_commands.append({"id": "cmd_1", "command": "stop", "when": "now"})
                    for step in range(1_000_000):
                        monitor.log_metrics({"loss": 1.0}, step=step)
                        if monitor.should_stop:
                            break
                self.assertIn(
                    ("POST", f"/api/runs/{monitor.run_id}/commands/cmd_1/result", {"ok": True, "message": "the script was asked to stop"}),
                    peer.requests)
                said = [body["status"] for method, path, body in peer.requests if (method, path) == ("PUT", f"/api/runs/{monitor.run_id}")]
                self.assertEqual(said, ["interrupted"])

    def test_without_a_websocket_a_stop_reaches_a_script_that_logs_nothing(self):
        with Peer(websocket=False) as peer:
            with TrainingMonitor(dashboard_url=peer.url) as monitor:
                polls = f"/api/runs/{monitor.run_id}/commands?"
                peer.wait_for(lambda: any(path.startswith(polls) for _, path, _ in peer.requests))
                with peer.lock:
                    peer.polled_commands.append({"id": "cmd_1", "command": "stop", "when": "now"})
                    peer.lock.notify_all()
                result = f"/api/runs/{monitor.run_id}/commands/cmd_1/result"
                peer.wait_for(lambda: any(path == result for _, path, _ in peer.requests))
                self.assertTrue(monitor.should_stop)

    def test_under_a_supervisor_the_script_leaves_its_word_and_sends_no_status(self):
        with Peer() as peer:
            peer.create({"id": "watched", "name": "given"})
            word = self.folder / "attached"
            word.write_text("")
            described = {"name": "given", "config": {"lr": 3}, "tags": ["a"]}
            os.environ.update(
                TRAINING_MONITOR_RUN_ID="watched", TRAINING_MONITOR_URL=peer.url, TRAINING_MONITOR_SUPERVISED=str(word),
                TRAINING_MONITOR_DESCRIPTION=json.dumps(described))
            with TrainingMonitor("mine", config={"lr": 1, "depth": 2}, tags=["b"]) as monitor:
                monitor.log_metrics({"loss": 1.0}, step=1)
            fields = peer.runs["watched"]["fields"]
            self.assertEqual((fields["name"], fields["config"], fields["tags"]), ("given", {"lr": 3, "depth": 2}, ["b", "a"]))
            self.assertEqual(peer.status("watched"), "running")
            self.assertEqual(word.read_text(), "attached\ncompleted\n")

    def test_an_attached_script_waits_for_its_run_to_be_made(self):
        with Peer(websocket=False) as peer:
            os.environ.update(TRAINING_MONITOR_RUN_ID="later", TRAINING_MONITOR_URL=peer.url)
            with TrainingMonitor(config={"lr": 1}) as monitor:
                peer.wait_for(lambda: any(method == "GET" and path == "/api/runs/later" for method, path, _ in peer.requests))
                peer.create({"id": "later", "name": "made"})
                monitor.log_metrics({"loss": 1.0}, step=1)
                peer.wait_for(lambda: peer.points("later"))
            self.assertEqual(peer.runs["later"]["fields"]["config"], {"lr": 1})

    def test_a_job_attaches_to_the_run_that_its_launcher_made(self):
        with Peer() as peer:
            peer.create({"id": "run_of_the_job", "name": "the job"})
            os.environ["TRAINING_MONITOR_RUN_ID"] = "run_of_the_job"
            os.environ["TRAINING_MONITOR_URL"] = peer.url
            with TrainingMonitor(config={"lr": 0.1}, total_steps=5) as monitor:
                monitor.log_metrics({"loss": 1.0}, step=1)
            self.assertEqual(monitor.run_id, "run_of_the_job")
            fields = peer.runs["run_of_the_job"]["fields"]
            self.assertEqual((fields["name"], fields["config"], fields["total_steps"]), ("the job", {"lr": 0.1}, 5))

    def test_ranks_of_one_launch_share_a_run_and_rank_zero_owns_its_scalars(self):
        with Peer() as peer:
            launch = {"WORLD_SIZE": "2", "LOCAL_WORLD_SIZE": "2", "MASTER_PORT": "29500"}
            ids = set()
            for rank in ("1", "0"):
                os.environ.update(launch, RANK=rank)
                with TrainingMonitor("shared", dashboard_url=peer.url) as monitor:
                    monitor.log_metrics({"loss": float(rank)}, step=0)
                    ids.add(monitor.run_id)
                    peer.wait_for(lambda: peer.status(monitor.run_id) is not None)  # rank 1 has nothing to wait for at its end
                self.assertEqual(peer.status(monitor.run_id), "running" if rank == "1" else "completed")
            self.assertEqual(len(ids), 1)
            self.assertEqual(peer.points(ids.pop()), [(0, 0.0)])


if __name__ == "__main__":
    unittest.main()
