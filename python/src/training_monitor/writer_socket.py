"""The writer's side of ``/ws``: hello, numbered batches and their acks, heartbeats, commands."""

from __future__ import annotations

import json
import time
from typing import Callable, Dict, Optional

from .batch import seq_of
from .websocket import UpgradeRefused, WebSocket, WebSocketClosed
from .wire_text import encode

LARGEST_BATCH = 900_000
_GREETING = 5.0


class BatchRefused(Exception):
    """The server sent an error for the batch; HTTP tells the reason with a status."""


class WriterSocket:
    def __init__(
        self, base_url: str, hello: Dict[str, object], on_command: Callable[[Dict[str, object]], None], timeout: float
    ) -> None:
        """Connects and greets; raises UpgradeRefused when the server has no place for writers, or OSError."""
        self._on_command = on_command
        self._timeout = timeout
        self._socket = WebSocket(base_url, "/ws", timeout)
        try:
            self._send({"type": "hello", **hello})
            deadline = time.monotonic() + _GREETING
            while True:
                frame = self._receive(deadline - time.monotonic())
                if frame is None or frame.get("type") == "error":
                    raise UpgradeRefused("the server has no place for writers on its WebSocket")
                if frame.get("type") == "welcome":
                    break
        except BaseException:
            self._socket.close()
            raise
        commands = frame.get("commands")
        for command in commands if isinstance(commands, list) else []:
            self._on_command(command)

    def fileno(self) -> int:
        return self._socket.fileno()

    def send_batch(self, body: bytes) -> Dict[str, object]:
        """Sends a columnar batch and waits for its ack. Raises BatchRefused, OSError."""
        self._socket.send_text(b'{"type":"metrics",' + body[1:])
        seq = seq_of(body)
        deadline = time.monotonic() + self._timeout
        while True:
            frame = self._receive(deadline - time.monotonic())
            if frame is None:
                raise WebSocketClosed(f"got no ack within {self._timeout:g} s")
            if frame.get("type") == "ack" and frame.get("seq") == seq:
                return frame
            if frame.get("type") == "error":
                raise BatchRefused(str(frame.get("message")))

    def heartbeat(self) -> None:
        self._send({"type": "heartbeat"})

    @property
    def holds(self) -> bool:
        """Whether part of what has arrived was read already, behind an ack."""
        return self._socket.holds

    def read_waiting(self) -> None:
        """Takes in what has arrived; waits a little for the rest of a frame that was cut."""
        while self._receive(0.05) is not None and self._socket.holds:
            pass

    def close(self) -> None:
        self._socket.close()

    def _send(self, frame: Dict[str, object]) -> None:
        self._socket.send_text(encode(frame))

    def _receive(self, timeout: float) -> Optional[Dict[str, object]]:
        message = self._socket.receive(max(timeout, 0.001))
        if message is None:
            return None
        try:
            frame = json.loads(message)
        except ValueError:
            raise WebSocketClosed("got a frame that is not JSON") from None
        if not isinstance(frame, dict):
            raise WebSocketClosed("got a frame that is not an object")
        if frame.get("type") == "command":
            self._on_command(frame)
        return frame
