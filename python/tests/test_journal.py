"""The journal's bytes: what was written is read, what was torn is cut, what is too much is thinned and counted."""

import contextlib
import io
import json
import os
import struct
import time
import unittest
import zlib

from .fault_proxy import FaultProxy
from .peer import Peer
from .working_folder import WorkingFolderTestCase

from training_monitor import TrainingMonitor
from training_monitor.__main__ import main, sync
from training_monitor.batch import gather
from training_monitor.journal import ACK, BATCH, MAGIC, REQUEST, RUN, Journal, encode_record, read_records
from training_monitor.outbox import Outbox
from training_monitor.warnings_once import WarningsOnce

RUN_RECORD = {"run_id": "run_a", "url": "http://127.0.0.1:9", "writer": "w-1", "rank": 0, "create": {"id": "run_a", "name": "a"}}


def batch(seq, steps, **more):
    values = {"loss": [float(step) for step in steps]}
    body = {"writer": "w-1", "seq": seq, "rank": 0, "steps": steps, "times": [1.0] * len(steps), "metrics": values, **more}
    return json.dumps(body).encode()


class JournalTests(WorkingFolderTestCase):
    def write(self, *records, tail=b""):
        path = self.folder / "journals" / "run_a" / "w-1.journal"
        path.parent.mkdir(parents=True, exist_ok=True)
        head = MAGIC + encode_record(0, RUN, json.dumps(RUN_RECORD).encode())
        path.write_bytes(head + b"".join(encode_record(*record) for record in records) + tail)
        return path

    def delivered(self):
        with Peer() as peer:
            sync(self.folder / "journals", peer.url)
            self.assertEqual(self.journals, [])
            return peer.points("run_a"), peer

    def test_a_record_is_the_bytes_that_the_document_draws(self):
        payload = b'{"writer":"w"}'
        checked = struct.pack("<QB", 7, 2) + b"\0\0\0" + payload
        self.assertEqual(encode_record(7, BATCH, payload), struct.pack("<II", len(payload), zlib.crc32(checked)) + checked)
        self.assertEqual(MAGIC, b"TMJL\x01\x00\x00\x00")

    def test_a_batch_lies_in_the_journal_as_it_goes_out(self):
        with TrainingMonitor(offline=True) as monitor:
            monitor.log_metrics({"loss": 0.5}, step=3)
        with open(self.journals[0], "rb") as file:
            kinds = [(record.number, record.kind, json.loads(record.payload)) for record in read_records(file)]
        self.assertEqual([(number, kind) for number, kind, _ in kinds], [(0, RUN), (1, BATCH), (2, REQUEST)])
        self.assertAlmostEqual(kinds[0][2]["create"].pop("time"), time.time(), delta=60)
        self.assertEqual(kinds[0][2]["create"], {"id": monitor.run_id, "name": monitor.run_name})
        self.assertEqual(kinds[1][2]["metrics"], {"loss": [0.5]})
        self.assertEqual(kinds[1][2]["seq"], 1)
        self.assertAlmostEqual(kinds[2][2]["body"].pop("time"), time.time(), delta=60)
        self.assertEqual(kinds[2][2], {"method": "PUT", "path": f"/api/runs/{monitor.run_id}", "body": {"status": "completed"}})

    def test_a_tail_torn_at_any_byte_is_cut_and_the_rest_delivered(self):
        last = encode_record(2, BATCH, batch(2, [2]))
        for length in range(0, len(last)):
            with self.subTest(length):
                self.write((1, BATCH, batch(1, [0, 1])), tail=last[:length])
                self.assertEqual(self.delivered()[0], [(0, 0.0), (1, 1.0)])

    def test_a_flipped_bit_costs_its_record_only_and_the_file_is_kept_aside(self):
        path = self.write((1, BATCH, batch(1, [0])), (2, BATCH, batch(2, [1])), (3, BATCH, batch(3, [2])))
        damaged = bytearray(path.read_bytes())
        damaged[damaged.index(b'"seq": 2')] ^= 1
        path.write_bytes(damaged)
        points, _ = self.delivered()
        self.assertEqual(points, [(0, 0.0), (2, 2.0)])
        self.assertEqual(path.with_name("w-1.journal.damaged").read_bytes(), damaged)
        self.assertIn("damaged", self.said.getvalue())

    def test_what_an_ack_covers_is_not_sent_again(self):
        self.write((1, BATCH, batch(1, [0])), (2, BATCH, batch(2, [1])), (1, ACK, b""))
        with Peer() as peer:
            peer.create({"id": "run_a"})
            peer.runs["run_a"]["writers"]["w-1"] = 1
            sync(self.folder / "journals", peer.url)
            self.assertEqual(peer.points("run_a"), [(1, 1.0)])

    def test_a_foreign_file_and_another_version_are_left_alone(self):
        path = self.write()
        for content in (b"", b"TMJ", b"something else entirely", b"TMJL\x02\x00\x00\x00rest"):
            path.write_bytes(content)
            with Peer() as peer:
                sync(self.folder / "journals", peer.url)
            self.assertEqual(path.read_bytes(), content)

    def test_a_sync_says_which_journal_is_of_another_version_and_delivers_the_others(self):
        self.write((1, BATCH, batch(1, [0])))
        later = self.folder / "journals" / "run_b" / "w-2.journal"
        later.parent.mkdir()
        later.write_bytes(b"TMJL\x02\x00\x00\x00rest")
        with Peer() as peer, contextlib.redirect_stdout(io.StringIO()) as told:
            self.assertEqual(main(["sync", "--url", peer.url]), 1)
            self.assertEqual(peer.points("run_a"), [(0, 0.0)])
            self.assertEqual(self.journals, [later])
            self.assertIn(f"{later}: got a journal of version 2, want 1", self.said.getvalue())
            later.unlink()
            self.write((1, BATCH, batch(1, [0])))
            self.assertEqual(main(["sync", "--url", peer.url]), 0)
        self.assertEqual(told.getvalue().count("delivered"), 2)

    def test_a_sync_of_a_folder_that_is_not_there_is_wrong_use_and_of_the_usual_one_is_none(self):
        with contextlib.redirect_stdout(io.StringIO()):
            self.assertEqual(main(["sync", str(self.folder / "nowhere")]), 2)
            self.assertIn("want a folder that is there", self.said.getvalue())
            self.assertEqual(main(["sync"]), 0, "a healthy run leaves no folder")

    def test_unknown_kinds_are_skipped(self):
        self.write((1, BATCH, batch(1, [0])), (1, 99, b"from a later version"), (2, BATCH, batch(2, [1])))
        self.assertEqual(self.delivered()[0], [(0, 0.0), (1, 1.0)])

    def test_what_the_server_refuses_of_an_old_journal_is_counted_and_holds_up_nothing(self):
        self.write((1, BATCH, batch(1, [0])), (2, BATCH, batch(2, [1, 2])), (3, BATCH, batch(3, [3])))
        with Peer() as peer:
            stored = peer.store

            def store(run_id, body, transport):
                return (400, {"detail": "got a step that is refused"}) if 1 in body["steps"] else stored(run_id, body, transport)

            peer.store = store
            sync(self.folder / "journals", peer.url)
            self.assertEqual(peer.points("run_a"), [(0, 0.0), (3, 3.0)])
            self.assertEqual(peer.runs["run_a"]["lost"], 2)
        self.assertEqual(self.journals, [])
        self.assertIn("got a step that is refused", self.said.getvalue())

    def test_a_full_journal_is_thinned_from_the_old_end_and_the_loss_is_counted_on_the_run(self):
        outbox = Outbox(self.folder / "journals" / "run_a" / "w-1.journal", RUN_RECORD, 20_000, WarningsOnce())
        for number in range(200):
            rows, _ = gather([(number * 10 + i, 1.0, {"loss": float(number * 10 + i)}) for i in range(10)], -1)
            outbox.add_batch(rows[0], 0, 0.0)
            outbox.spill(everything=True)
        self.assertLessEqual(self.journals[0].stat().st_size, 20_000)
        self.assertIn("thinned", self.said.getvalue())
        waiting = outbox.points_waiting
        outbox.close()
        points, peer = self.delivered()
        steps = [step for step, _ in points]
        self.assertEqual(steps, sorted(set(steps)))
        self.assertEqual(len(steps), waiting)
        self.assertEqual(peer.runs["run_a"]["lost"], 2000 - len(steps))
        self.assertEqual(steps[:10], list(range(10)), "the first batch may be in flight and keeps its bytes")
        self.assertEqual(steps[-100:], list(range(1900, 2000)), "the newest are whole")

    def test_a_folder_that_cannot_be_written_costs_nothing_while_the_server_is_there(self):
        (self.folder / "file").write_text("in the way")
        os.environ["TRAINING_MONITOR_DIR"] = str(self.folder / "file")
        with Peer() as peer:
            with TrainingMonitor(dashboard_url=peer.url) as monitor:
                monitor.log_metrics({"loss": 0.0}, step=0)
                peer.wait_for(lambda: len(peer.points(monitor.run_id)) == 1)
                for step in range(1, 3000):
                    monitor.log_metrics({"loss": float(step)}, step=step)
            self.assertEqual(peer.points(monitor.run_id), [(step, float(step)) for step in range(3000)])

    def test_without_disk_and_server_memory_stays_bounded_and_the_loss_is_counted(self):
        (self.folder / "file").write_text("in the way")
        os.environ["TRAINING_MONITOR_DIR"] = str(self.folder / "file")
        with Peer() as peer, FaultProxy(peer.port, "hang") as proxy:
            monitor = TrainingMonitor(dashboard_url=proxy.url)
            for step in range(30_000):
                monitor.log_metrics({"loss": float(step)}, step=step)
            outbox = monitor._pipeline._outbox
            deadline = time.monotonic() + 60
            while monitor._intake.queue and time.monotonic() < deadline:
                time.sleep(0.01)
            self.assertLessEqual(outbox.rows_in_memory, 1500)
            proxy.mode = "pass"
            monitor.finish()
            stored = len(peer.points(monitor.run_id))
            self.assertGreaterEqual(stored, 1000)
            self.assertEqual(stored + peer.runs[monitor.run_id]["lost"], 30_000)

    def test_without_disk_and_server_what_is_printed_stays_bounded_and_is_counted(self):
        (self.folder / "file").write_text("in the way")
        os.environ["TRAINING_MONITOR_DIR"] = str(self.folder / "file")
        with Peer() as peer, FaultProxy(peer.port, "hang") as proxy, contextlib.redirect_stdout(io.StringIO()):
            monitor = TrainingMonitor(dashboard_url=proxy.url, capture_console=True)
            console, outbox = monitor._pipeline._console, monitor._pipeline._outbox
            deadline = time.monotonic() + 60
            while outbox.has_room and time.monotonic() < deadline:
                print("a line")
                time.sleep(0.001)
            before = outbox.rows_in_memory
            for line in range(25_000):
                print("line", line)
            looked = monitor._pipeline._collector._console_at
            while monitor._pipeline._collector._console_at == looked and time.monotonic() < deadline:
                time.sleep(0.01)
            self.assertEqual(outbox.rows_in_memory, before)
            self.assertEqual(len(console._lines), 10_000)
            proxy.mode = "pass"
            monitor.finish()
            sent = [line["text"] for _, path, body in peer.requests if path.endswith("/logs") for line in body["lines"]]
        kept = sent[sent.index("line 0") : -1]
        self.assertEqual(kept, [f"line {line}" for line in range(len(kept))])
        self.assertEqual(sent[-1], f"[{25_000 - len(kept):,} lines left out here]")

    @unittest.skipIf(os.name == "nt", "there are no limits on files here")
    def test_a_journal_whose_run_record_cannot_be_made_or_written_leaves_no_file(self):
        path = self.folder / "journals" / "run_a" / "w-1.journal"
        with self.assertRaises(TypeError):
            Journal(path, dict(RUN_RECORD, create=object()))
        self.assertFalse(path.exists())
        script = self.script(ON_A_DISK_WITHOUT_ROOM, str(path), json.dumps(RUN_RECORD))
        self.assertEqual(script.communicate(timeout=30), ("refused\n", ""))
        self.assertFalse(path.parent.exists())
        Journal(path, RUN_RECORD).close()

    def test_what_is_said_to_wait_on_disk_waits_there(self):
        with TrainingMonitor(offline=True) as monitor:
            pass
        self.assertIn(f"the rest of run {monitor.run_id} waits in {self.journals[0].parent}; deliver it with: tmon sync", self.said.getvalue())
        (self.folder / "file").write_text("in the way")
        os.environ["TRAINING_MONITOR_DIR"] = str(self.folder / "file")
        self.said.truncate(0)
        with TrainingMonitor(offline=True) as monitor:
            monitor.log_metrics({"loss": 0.0}, step=0)
        self.assertIn("1 points of the run are lost", self.said.getvalue())
        self.assertIn(f"the rest of run {monitor.run_id} reached neither the server nor a disk", self.said.getvalue())
        self.assertNotIn("tmon sync", self.said.getvalue())

    def test_the_file_shrinks_when_all_is_acknowledged_and_goes_when_it_is_closed(self):
        path = self.folder / "journals" / "run_a" / "w-1.journal"
        journal = Journal(path, RUN_RECORD)
        empty = path.stat().st_size
        journal.write(1, BATCH, batch(1, [0]))
        journal.write(2, BATCH, batch(2, [1]))
        for _ in range(2):
            record = journal.next()
            self.assertIsNotNone(record)
            journal.acknowledge(record)
        self.assertEqual(path.stat().st_size, empty)
        journal.close()
        self.assertFalse(path.parent.exists())


ON_A_DISK_WITHOUT_ROOM = """
import json, pathlib, resource, signal
from training_monitor.journal import Journal
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (10, 10))
try:
    Journal(pathlib.Path(sys.argv[1]), json.loads(sys.argv[2]))
except OSError:
    print("refused")
"""


if __name__ == "__main__":
    unittest.main()
