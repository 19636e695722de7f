"""The real server as a process: ``./tmon serve`` on a free port, its data in the test's folder.

TMON names another program to start. ``./tmon`` builds itself when it is not built; nothing is skipped.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import time
import urllib.error
import urllib.request

from .working_folder import ROOT


class TmonServer:
    def __init__(self, data, port=0):
        self.data = data
        self._process = subprocess.Popen(
            [os.environ.get("TMON") or str(ROOT / "tmon"), "serve", "--port", str(port), "--data", str(data)],
            stdout=subprocess.PIPE, text=True,
        )
        seen = []
        for line in self._process.stdout:
            seen.append(line)
            match = re.search(r"listening on (http://\S+)", line)
            if match:
                break
        else:
            raise AssertionError(f"tmon ended with {self._process.wait()} before it listened: {''.join(seen)}")
        self.url = match.group(1)
        self.port = int(self.url.rsplit(":", 1)[1])

    def get(self, path):
        with urllib.request.urlopen(self.url + path, timeout=20) as answer:
            return json.load(answer, parse_int=lambda digits: -0.0 if digits == "-0" else int(digits))

    def delete(self, path):
        with urllib.request.urlopen(urllib.request.Request(self.url + path, method="DELETE"), timeout=20):
            pass

    def series(self, run_id, key, segment="current"):
        """(step, value) of every point of one metric, raw."""
        answer = self.get(f"/api/runs/{run_id}/metrics?keys={key}&points=0&segment={segment}")
        return [(step, value) for series in answer["series"] for step, value in zip(series["steps"], series["values"])]

    def wait_for_points(self, run_id, key="loss", timeout=20.0):
        deadline = time.monotonic() + timeout
        while time.monotonic() < deadline:
            try:
                if self.series(run_id, key):
                    return
            except urllib.error.HTTPError as error:
                error.close()  # the run is not there yet
        raise AssertionError(f"no point of {run_id} within {timeout} s")

    def kill(self):
        self._process.kill()
        self._reap()

    def close(self):
        self._process.terminate()
        self._reap()

    def _reap(self):
        self._process.wait()
        self._process.stdout.close()
