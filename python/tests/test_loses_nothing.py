"""What was logged more than 100 ms ago reaches the server once, whatever dies in between."""

import os
import time
import unittest

from .fault_proxy import FaultProxy
from .peer import Peer
from .working_folder import WorkingFolderTestCase

from training_monitor import TrainingMonitor
from training_monitor.__main__ import sync

LOGGING_UNTIL_KILLED = """
import time
from training_monitor import TrainingMonitor
monitor = TrainingMonitor(dashboard_url=sys.argv[1], run_id="killed")
for step in range(1_000_000):
    monitor.log_metrics({"loss": float(step)}, step=step)
    if step % 10 == 0:
        print(step, time.time(), flush=True)
    time.sleep(0.001)
"""

ON_A_FULL_DISK = """
import resource, signal, time
from training_monitor import TrainingMonitor
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (40_000, 40_000))
most = 0
with TrainingMonitor(run_id="full", offline=True) as monitor:
    for step in range(20_000):
        monitor.log_metrics({"loss": float(step)}, step=step)
        if step % 200 == 0:
            time.sleep(0.01)  # the pace of a fast training: a few looks of the collector while the disk refuses
            held = monitor._pipeline._outbox.rows_in_memory + len(monitor._pipeline._collector._held)
            most = max(most, held)
print(most)
"""


class LosesNothingTests(WorkingFolderTestCase):
    def kill_after(self, script, lines):
        """Kills the script once it has printed so many lines; returns the last step logged 0.3 s before that (the promise of 100 ms, on a busy machine)."""
        printed = [script.stdout.readline().split() for _ in range(lines)]
        killed_at = time.time()
        script.kill()
        script.wait()
        printed += [line.split() for line in script.stdout.read().splitlines() if line.count(" ") == 1]
        return max(int(step) for step, seconds in printed if float(seconds) < killed_at - 0.3)

    def assert_unbroken(self, points, at_least):
        self.assertEqual(points, [(step, float(step)) for step in range(len(points))])
        self.assertGreater(len(points), at_least)

    def test_a_killed_script_has_its_points_delivered_by_the_next_start(self):
        with Peer() as peer:
            url = peer.url
        safe = self.kill_after(self.script(LOGGING_UNTIL_KILLED, url), 60)
        with Peer(port=int(url.rsplit(":", 1)[1])) as peer:
            with TrainingMonitor(dashboard_url=url):
                peer.wait_for(lambda: peer.runs.get("killed", {"fields": {"status": ""}})["fields"]["status"] == "interrupted")
            self.assert_unbroken(peer.points("killed"), safe)
        self.assertEqual(self.journals, [])

    def test_what_the_server_stored_without_the_script_hearing_of_it_is_not_stored_twice(self):
        with Peer() as peer, FaultProxy(peer.port) as proxy:
            script = self.script(LOGGING_UNTIL_KILLED, proxy.url)
            peer.wait_for(lambda: len(peer.points("killed")) > 50)
            proxy.mode = "cut"
            peer.wait_for(lambda: len(peer.points("killed")) > 0)
            safe = self.kill_after(script, 80)
            proxy.mode = "pass"
            sync(self.folder / "journals", None)
            self.assert_unbroken(peer.points("killed"), safe)

    def test_a_server_that_restarts_again_and_again_gets_every_point_once(self):
        peer = Peer()
        kept = peer.runs
        try:
            with TrainingMonitor(dashboard_url=peer.url) as monitor:
                for step in range(3000):
                    monitor.log_metrics({"loss": float(step)}, step=step)
                    if step % 600 == 599:
                        peer.wait_for(lambda: len(peer.points(monitor.run_id)) > 0)
                        peer.close()
                        peer = Peer(port=peer.port)
                        peer.runs = kept
            self.assertEqual(peer.points(monitor.run_id), [(step, float(step)) for step in range(3000)])
            self.assertEqual(self.journals, [])
        finally:
            peer.close()

    def test_a_hung_server_that_recovers_gets_every_point_once(self):
        with Peer() as peer, FaultProxy(peer.port, "hang") as proxy:
            monitor = TrainingMonitor(dashboard_url=proxy.url)
            for step in range(5000):
                monitor.log_metrics({"loss": float(step)}, step=step)
            proxy.wait_for_connections(1)
            proxy.mode = "pass"
            peer.wait_for(lambda: len(peer.runs.get(monitor.run_id, {"points": []})["points"]) == 5000)
            monitor.finish()
            self.assertEqual(peer.points(monitor.run_id), [(step, float(step)) for step in range(5000)])

    def test_while_disconnected_at_most_a_thousand_entries_stay_in_memory(self):
        with FaultProxy(0, "hang") as proxy:
            monitor = TrainingMonitor(dashboard_url=proxy.url)
            for step in range(20_000):
                monitor.log_metrics({"loss": float(step)}, step=step)
            outbox = monitor._pipeline._outbox
            deadline = time.monotonic() + 60
            while (outbox.points_waiting < 20_000 or outbox.rows_in_memory > 0) and time.monotonic() < deadline:
                time.sleep(0.01)
            self.assertEqual(outbox.points_waiting, 20_000)
            self.assertLessEqual(outbox.rows_in_memory, 1000)
            proxy.close()
            monitor.finish()

    def test_offline_writes_the_journal_and_sync_delivers_it_with_its_end(self):
        with TrainingMonitor(run_name="plane", offline=True) as monitor:
            for step in range(500):
                monitor.log_metrics({"loss": float(step)}, step=step)
        self.assertIn(f"tmon sync {self.folder / 'journals'}", self.said.getvalue())
        with Peer() as peer:
            self.assertEqual(sync(self.folder / "journals", None), 0)
            sync(self.folder / "journals", peer.url)
            self.assertEqual(peer.points(monitor.run_id), [(step, float(step)) for step in range(500)])
            self.assertEqual(peer.status(monitor.run_id), "completed")
        self.assertEqual(self.journals, [])

    @unittest.skipIf(os.name == "nt", "there are no limits on files here")
    def test_on_a_full_disk_every_lost_point_is_counted_and_the_end_of_the_run_is_kept(self):
        script = self.script(ON_A_FULL_DISK)
        out, err = script.communicate(timeout=60)
        self.assertEqual(script.returncode, 0, err)
        self.assertIn("cannot write the journal", err)
        self.assertIn("points of the run are lost", err)
        self.assertLessEqual(int(out), 1000 + 500, "a thousand, and the slice that is just being looked at")
        with Peer() as peer:
            sync(self.folder / "journals", peer.url)
            stored = peer.points("full")
            self.assertEqual([value for _, value in stored], [float(step) for step, _ in stored])
            self.assertGreater(len(stored), 100)
            self.assertEqual(len(stored) + peer.runs["full"]["lost"], 20_000)
            self.assertEqual(peer.status("full"), "completed")
        self.assertEqual(self.journals, [])

    def test_what_a_proxy_says_while_the_server_is_away_ends_no_request(self):
        for status, said in ((404, "404 page not found"), (405, "<html>"), (409, '{"message":"no"}'), (400, "?"), (200, "{}"), (200, "")):
            with self.subTest(status=status, said=said), Peer(websocket=False) as peer:
                peer.proxy_says = (status, said)
                peer.proxy_answers = 6
                (self.folder / "model.bin").write_bytes(b"123")
                monitor = TrainingMonitor(dashboard_url=peer.url)
                monitor.save_checkpoint(self.folder / "model.bin")
                monitor.log_metrics({"loss": 1.0}, step=1)
                peer.wait_for(lambda: peer.runs.get(monitor.run_id, {}).get("checkpoints") and peer.runs[monitor.run_id]["points"], 60)
                monitor.finish()
                self.assertEqual(peer.points(monitor.run_id), [(1, 1.0)])
                self.assertEqual(len(peer.runs[monitor.run_id]["checkpoints"]), 1)
                self.assertEqual(peer.status(monitor.run_id), "completed")

    def test_of_one_run_what_a_resume_superseded_goes_before_it_whatever_was_written_to_last(self):
        first = TrainingMonitor("again", offline=True, run_id="again")
        first.log_metrics({"loss": 1.0}, step=1)
        first.finish("interrupted")
        [superseded] = self.journals
        second = TrainingMonitor("again", offline=True, run_id="again")
        second._intake.request("POST", "/api/runs/again/resume", {"writer": "w"})
        second.log_metrics({"loss": 2.0}, step=2)
        second.finish()
        os.utime(superseded, (time.time() + 60, time.time() + 60))  # as a sending that was cut off leaves it
        with Peer() as peer:
            sync(self.folder / "journals", peer.url)
            self.assertEqual(peer.points("again"), [(1, 1.0), (2, 2.0)])

    def test_a_living_writers_journal_is_left_alone(self):
        with Peer() as peer:
            url = peer.url
        monitor = TrainingMonitor(dashboard_url=url)
        monitor.log_metrics({"loss": 1.0}, step=0)
        deadline = time.monotonic() + 60
        while not self.journals and time.monotonic() < deadline:
            time.sleep(0.005)
        with Peer() as other:
            self.assertEqual(sync(self.folder / "journals", other.url), 0)
            self.assertEqual(other.runs, {})
        self.assertEqual(len(self.journals), 1)
        monitor.finish()


if __name__ == "__main__":
    unittest.main()
