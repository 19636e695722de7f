"""What logging costs the training: one line of JSON, for each figure the list of its rounds.

    python3 python/bench/log_overhead.py [--url URL] [--rounds N]

Without --url a server is stood up in a process of its own: it stores nothing and acknowledges everything.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections import deque
from pathlib import Path

HERE = Path(__file__).resolve()
sys.path[:0] = [str(HERE.parents[1] / "src"), str(HERE.parents[1])]

from training_monitor import TrainingMonitor  # noqa: E402


def tight_loop(monitor, calls=20_000, burst=200):
    """Nanoseconds of each call of bursts in a row, the sender busy; the queue is let drain between bursts."""
    now, log, took, loss = time.perf_counter_ns, monitor.log_metrics, [], 0.5
    step = 0
    while len(took) < calls:
        for _ in range(burst):
            started = now()
            log({"loss": loss}, step=step)
            took.append(now() - started)
            step += 1
        time.sleep(0.001)
    return took


def paced_loop(log, calls=4000):
    """Nanoseconds of each call at 1,000 calls a second."""
    now, took, loss = time.perf_counter_ns, [], 0.5
    due = time.perf_counter()
    for step in range(calls):
        due += 0.001
        time.sleep(max(0.0, due - time.perf_counter()))
        started = now()
        log({"loss": loss}, step=step)
        took.append(now() - started)
    return took


def work(units):
    total = 0
    for i in range(units):
        total += i * i
    return total


def units_per_millisecond():
    best = min(_timed(lambda: work(100_000)) for _ in range(20))
    return int(100_000 * 0.001 / best)


def _timed(call):
    started = time.perf_counter()
    call()
    return time.perf_counter() - started


def loop(units, iterations, monitor=None):
    """Seconds for iterations of 1 ms of pure Python (it never gives up the interpreter lock), 10 scalars logged in each."""
    loss = 0.5
    started = time.perf_counter()
    for step in range(iterations):
        work(units)
        metrics = {f"m{i}": loss + i for i in range(10)}
        if monitor is not None:
            monitor.log_metrics(metrics, step=step)
    return time.perf_counter() - started


class Bare:
    """The least that a call can do: what it takes on this machine is the machine's part of every figure."""

    def __init__(self):
        self._queue = deque(maxlen=1000)

    def log_metrics(self, metrics, step):
        self._queue.append((step, metrics))


def slowdown(url, rounds, iterations=100):
    """Percents by which logging slows the loop, one for each round.

    A logged block is held against the mean of the bare blocks before and after it: the machine's speed drifts by more than
    what is measured, and neighbours in time see the same of it. Of ten such ratios in a row the median is a round's.
    """
    units = units_per_millisecond()
    loop(units, 200)
    ratios = []
    with TrainingMonitor(run_name="bench", dashboard_url=url) as monitor:
        before = loop(units, iterations)
        for _ in range(rounds * 10):
            logged = loop(units, iterations, monitor)
            time.sleep(0.2)
            after = loop(units, iterations)
            ratios.append(2 * logged / (before + after))
            before = after
    return [(statistics.median(ratios[i : i + 10]) - 1) * 100 for i in range(0, len(ratios), 10)]


def background(url, rounds, iterations=3000):
    """Microseconds of CPU of all threads beside the loop's, for each point of a loop that goes on."""
    units = units_per_millisecond()
    spent = []
    with TrainingMonitor(run_name="bench", dashboard_url=url) as monitor:
        loop(units, 1000, monitor)
        for _ in range(rounds):
            before = time.process_time() - time.thread_time()
            loop(units, iterations, monitor)
            spent.append((time.process_time() - time.thread_time() - before) / (iterations * 10) * 1e6)
    return spent


def percentile(values, share):
    return sorted(values)[min(len(values) - 1, int(len(values) * share))] / 1000


def start_up(url, rounds=5):
    """Milliseconds of a whole process that imports, makes a monitor, logs once and ends, less those of an empty one.

    Compiled modules are kept (some environments turn that off), so one process runs first.
    """
    code = f"import sys; sys.path.insert(0, {sys.path[0]!r}); from training_monitor import TrainingMonitor\n"
    code += f"with TrainingMonitor(run_name='bench', dashboard_url={url!r}) as m: m.log_metrics({{'loss': 1.0}})"
    with tempfile.TemporaryDirectory() as compiled:
        environment = {**os.environ, "PYTHONPYCACHEPREFIX": compiled}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)

        def process(source):
            return _timed(lambda: subprocess.run([sys.executable, "-c", source], check=True, env=environment))

        process(code)
        return [(process(code) - process("pass")) * 1000 for _ in range(rounds)]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--url")
    parser.add_argument("--rounds", type=int, default=7)
    options = parser.parse_args()
    os.environ["TRAINING_MONITOR_QUIET"] = "1"
    server = None
    url = options.url
    if url is None:
        server = subprocess.Popen([sys.executable, str(HERE.parent / "sink.py")], stdout=subprocess.PIPE, text=True)
        url = server.stdout.readline().strip()
    result = {}
    with tempfile.TemporaryDirectory() as folder:
        os.environ["TRAINING_MONITOR_DIR"] = folder
        with TrainingMonitor(run_name="bench", dashboard_url=url) as monitor:
            gc.collect()
            tight = [tight_loop(monitor) for _ in range(options.rounds)]
            paced, bare = [], []
            for _ in range(3):
                paced.append(paced_loop(monitor.log_metrics))
                bare.append(paced_loop(Bare().log_metrics))
        result["tight_p50_us"] = [percentile(took, 0.5) for took in tight]
        result["paced_p50_us"] = [percentile(took, 0.5) for took in paced]
        result["paced_p99.9_us"] = [percentile(took, 0.999) for took in paced]
        result["paced_bare_p99.9_us"] = [percentile(took, 0.999) for took in bare]
        result["slowdown_up_percent"] = slowdown(url, options.rounds)
        result["client_cpu_us_per_point"] = background(url, 5)
        result["start_to_end_ms"] = start_up(url)
        from tests.fault_proxy import FaultProxy

        with FaultProxy(0, "hang") as proxy:
            result["slowdown_hung_percent"] = slowdown(proxy.url, options.rounds)
        result["slowdown_down_percent"] = slowdown("http://127.0.0.1:9", options.rounds)
    result["peak_rss_mb"] = [resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024]
    if server is not None:
        server.kill()
        server.wait()
    print(json.dumps(result))


if __name__ == "__main__":
    main()
