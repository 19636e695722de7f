"""What is sent beside the metrics: system load, console, environment."""

import os
import sys
import unittest

from .peer import Peer
from .working_folder import WorkingFolderTestCase

from training_monitor import TrainingMonitor
from training_monitor.environment import git_commit, redacted_argv


class SurroundingsTests(WorkingFolderTestCase):
    def sent(self, peer, kind):
        return [body for _, path, body in peer.requests if path.endswith("/" + kind)]

    @unittest.skipUnless(sys.platform == "linux", "the other platforms tell less")
    def test_system_samples_come_with_every_number_that_linux_tells(self):
        with Peer() as peer:
            with TrainingMonitor(dashboard_url=peer.url, system_interval=0.1):
                peer.wait_for(lambda: len(self.sent(peer, "system")) >= 2)
            report = self.sent(peer, "system")[1]
        sample = report["samples"][0]
        self.assertEqual(set(report), {"host", "writer", "samples"})
        for name in ("time", "cpu_percent", "memory_used", "memory_total", "disk_used", "disk_total", "net_rx", "net_tx"):
            self.assertIsInstance(sample[name], (int, float), name)
        self.assertTrue(0 <= sample["cpu_percent"] <= 100)
        self.assertTrue(0 < sample["memory_used"] < sample["memory_total"])
        self.assertEqual(sample["process"]["pid"], os.getpid())
        self.assertIsInstance(sample["gpus"], list)

    def test_printed_lines_reach_the_console_and_still_the_terminal(self):
        with Peer() as peer:
            script = self.script(PRINTING, peer.url)
            out, err = script.communicate(timeout=30)
            self.assertEqual((out, err), ("one\ntwo and more\nreplaced\nlast", "to stderr\n"), "(text mode reads a \\r as a newline)")
            numbers = [body["seq"] for body in self.sent(peer, "logs")]
            self.assertEqual(numbers, sorted(set(numbers)), "each request has a greater number than the one before")
            self.assertEqual(len({body["writer"] for body in self.sent(peer, "logs")}), 1)
            lines = [(line["stream"], line["text"]) for body in self.sent(peer, "logs") for line in body["lines"]]
            self.assertEqual(sorted(lines), sorted([("stdout", "one"), ("stdout", "replaced"), ("stdout", "last"), ("stderr", "to stderr")]))

    def test_what_is_no_text_is_printed_as_it_is_and_kept_as_a_picture_of_it(self):
        with Peer() as peer:
            out, _ = self.script(PRINTING_NO_TEXT, peer.url).communicate(timeout=30)
            self.assertEqual(out, "a\0b \\u0000\n\U0001f389\n")
            lines = [line["text"] for body in self.sent(peer, "logs") for line in body["lines"]]
            self.assertEqual(lines, ["a\u2400b \\u0000", "\U0001f389"])
            run = next(iter(peer.runs.values()))
            self.assertEqual(run["fields"]["config"], {"file": "a\ufffd.csv", "k\u2400": "\U0001f389"})
            self.assertIn("no \u2400 and no \ufffd", run["fields"]["error"])

    def test_the_environment_joins_the_configuration_when_asked_for(self):
        with Peer() as peer:
            with TrainingMonitor(dashboard_url=peer.url, config={"lr": 1}, capture_environment=True) as monitor:
                pass
            config = peer.runs[monitor.run_id]["fields"]["config"]
            self.assertEqual(config["lr"], 1)
            self.assertEqual(config["environment"]["working_folder"], os.getcwd())
            self.assertIn("Python 3", config["environment"]["runtime"])

    def test_secrets_among_the_arguments_are_redacted(self):
        self.assertEqual(
            redacted_argv(["train.py", "--api-key=abc", "--token", "xyz", "--lr", "0.1", "--max-steps=3", "--password"]),
            ["train.py", "--api-key=[redacted]", "--token", "[redacted]", "--lr", "0.1", "--max-steps=3", "--password"])

    def test_the_commit_is_read_from_git_files(self):
        git = self.folder / "repository" / ".git"
        (git / "refs" / "heads").mkdir(parents=True)
        (git / "HEAD").write_text("ref: refs/heads/main\n")
        self.assertIsNone(git_commit(git.parent))
        (git / "packed-refs").write_text("# pack-refs\n" + "a" * 40 + " refs/heads/main\n")
        self.assertEqual(git_commit(git.parent), "a" * 40)
        (git / "refs" / "heads" / "main").write_text("b" * 40 + "\n")
        deeper = git.parent / "sub" / "folder"
        deeper.mkdir(parents=True)
        self.assertEqual(git_commit(deeper), "b" * 40)


PRINTING = """
import os
from training_monitor import TrainingMonitor
with TrainingMonitor(dashboard_url=sys.argv[1], capture_console=True):
    print("one")
    print("two and more", end="\\r")
    print("replaced")
    print("to stderr", file=sys.stderr)
    print("last", end="")
"""

PRINTING_NO_TEXT = """
from training_monitor import TrainingMonitor
with TrainingMonitor(dashboard_url=sys.argv[1], capture_console=True, config={"file": "a\\udcff.csv", "k\\0": "\\ud83c\\udf89"}):
    print("a\\0b \\\\u0000")
    print("\\U0001f389")
    sys.stderr = None
    raise ValueError("no \\0 and no \\udc80")
"""


if __name__ == "__main__":
    unittest.main()
