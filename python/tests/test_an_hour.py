"""An hour of training beside a server that fails in every way in turn, on a clock that makes fifteen seconds of it."""

import time
import unittest

from .fault_proxy import FaultProxy
from .peer import Peer
from .working_folder import WorkingFolderTestCase

from training_monitor.clock import Clock
from training_monitor.identity import new_writer
from training_monitor.intake import Final
from training_monitor.pipeline import Pipeline
from training_monitor.settings import Settings
from training_monitor.warnings_once import WarningsOnce

FACTOR = 240
MINUTE = 60.0
NONSENSE = b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n<html>!!!"
BUSY = b"HTTP/1.1 503 Busy\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}"


class HourTests(WorkingFolderTestCase):
    def train(self, minutes):
        """One entry a second of the faster clock."""
        until = self.clock.now() + minutes * MINUTE
        while self.clock.now() < until:
            self.pipeline.intake.offer({"loss": float(self.step)}, self.step)
            self.step += 1
            time.sleep(self.clock.real(1.0))

    def outage(self, proxy, mode):
        """Attempts in 8 minutes come after 1, 2, 4, 8, 16, then 30 s, each of at most two connections."""
        before = proxy.connections
        proxy.mode = mode
        self.train(8)
        self.assertIn(proxy.connections - before, range(8, 60), mode)
        self.assertLess(sum(path.stat().st_size for path in self.journals), 4096 + 300 * self.step, mode)

    def heartbeats(self, peer):
        return sum(1 for _, path, *_ in list(peer.requests) if path.endswith("/heartbeat"))

    def test_an_hour_of_every_fault_loses_nothing_knocks_seldom_and_ends_with_an_empty_journal(self):
        self.clock, self.step = Clock(FACTOR), 0
        with Peer() as gone:
            port = gone.port
        with FaultProxy(port) as proxy:
            run = {"run_id": "hour", "url": proxy.url, "writer": new_writer(), "rank": 0, "create": {"id": "hour", "name": "hour"}}
            self.pipeline = Pipeline(Settings(proxy.url, self.folder / "journals", 1 << 30), run, WarningsOnce(), clock=self.clock)
            self.outage(proxy, "pass")
            with Peer(port=port, websocket=False) as peer:
                self.outage(proxy, "hang")
                proxy.nonsense = NONSENSE
                self.outage(proxy, "nonsense")
                proxy.nonsense = BUSY
                self.outage(proxy, "nonsense")
                self.assertEqual(peer.runs, {})
                self.outage(proxy, "cut")
                for _ in range(8):
                    proxy.mode = "pass"
                    self.train(1)
                peer.wait_for(lambda: len(peer.points("hour")) >= self.step - 5, 60.0)
                before = self.heartbeats(peer)
                self.train(12)
                self.assertIn(self.heartbeats(peer) - before, range(12, 12 * 12 + 2), "one in five seconds")
                self.pipeline.finish(Final("completed", None), 20.0)
                self.assertEqual(peer.points("hour"), [(step, float(step)) for step in range(self.step)])
                self.assertEqual((peer.status("hour"), peer.runs["hour"]["lost"]), ("completed", 0))
        self.assertEqual(self.journals, [])


if __name__ == "__main__":
    unittest.main()
