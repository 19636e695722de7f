"""A server that acknowledges every batch over HTTP and the WebSocket: the other end for measuring the client alone."""

from __future__ import annotations

import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.peer import Peer  # noqa: E402

if __name__ == "__main__":
    with Peer() as peer:
        print(peer.url, flush=True)
        while True:
            time.sleep(60)
