"""A WebSocket client (RFC 6455), client role only, over one blocking socket; no extensions.

Text messages in and out; pings are answered, a close is echoed. Every wait is bounded by the caller's timeout. Used by
one thread.

The socket never blocks: it is waited for by ``ready``. A blocking one with a time-out lets go of the interpreter lock
three times for each message, and a training that computes in Python may give it back 5 ms later each time.
"""

from __future__ import annotations

import base64
import hashlib
import os
import socket
import ssl
import time
from typing import Optional, Tuple

from .connection import open_socket
from .readiness import ready

_GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
_CONTINUATION, _TEXT, _BINARY, _CLOSE, _PING, _PONG = 0x0, 0x1, 0x2, 0x8, 0x9, 0xA
_MAX_MESSAGE = 4 << 20


_NOT_NOW = (BlockingIOError, ssl.SSLWantReadError, ssl.SSLWantWriteError)


class UpgradeRefused(Exception):
    """The server answers, but not with a WebSocket."""


class WebSocketClosed(OSError):
    """The connection ended or spoke nonsense; there is nothing more to read."""


class WebSocket:
    def __init__(self, base_url: str, path: str, timeout: float) -> None:
        """Connects and upgrades; raises UpgradeRefused or OSError."""
        self._buffer = b""
        self._message = b""
        self._timeout = timeout
        self._sock, host, prefix = open_socket(base_url, timeout)
        self._sock.setblocking(False)
        try:
            self._upgrade(host, prefix + path, timeout)
        except BaseException:
            self._sock.close()
            raise

    def _upgrade(self, host: str, path: str, timeout: float) -> None:
        key = base64.b64encode(os.urandom(16)).decode()
        self._send_all(
            f"GET {path} HTTP/1.1\r\nHost: {host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            f"Sec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n\r\n".encode("latin-1")
        )
        deadline = time.monotonic() + timeout
        while b"\r\n\r\n" not in self._buffer:
            if len(self._buffer) > 65536:
                raise UpgradeRefused("got more than 64 KB of headers, wanted an upgrade")
            self._fill(deadline)
        head, self._buffer = self._buffer.split(b"\r\n\r\n", 1)
        status, *lines = head.decode("latin-1").split("\r\n")
        if status.split(" ")[1:2] != ["101"]:
            raise UpgradeRefused(f"got {status[:80]!r}, wanted 101")
        headers = {name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
        accept = base64.b64encode(hashlib.sha1((key + _GUID).encode()).digest()).decode()
        if headers.get("sec-websocket-accept") != accept:
            raise UpgradeRefused("got a wrong Sec-WebSocket-Accept")

    def fileno(self) -> int:
        return self._sock.fileno()

    def send_text(self, text: bytes) -> None:
        self._send(_TEXT, text)

    def receive(self, timeout: float) -> Optional[bytes]:
        """The next text message; None when none came within ``timeout`` seconds. Raises WebSocketClosed."""
        deadline = time.monotonic() + timeout
        while True:
            frame = self._take_frame()
            if frame is None:
                try:
                    self._fill(deadline)
                except socket.timeout:
                    return None
                continue
            final, opcode, payload = frame
            if opcode == _PING:
                self._send(_PONG, payload)
            elif opcode == _CLOSE:
                self.close()
                raise WebSocketClosed("the server closed the connection")
            elif opcode in (_TEXT, _BINARY, _CONTINUATION):
                self._message += payload
                if len(self._message) > _MAX_MESSAGE:
                    raise WebSocketClosed("got a message over 4 MB")
                if final:
                    message, self._message = self._message, b""
                    return message

    def close(self) -> None:
        """Says goodbye when that does not block, and lets go."""
        self._timeout = 0.2
        try:
            self._send(_CLOSE, (1000).to_bytes(2, "big"))
        except OSError:
            pass
        self._sock.close()

    def _send(self, opcode: int, payload: bytes) -> None:
        size = len(payload)
        if size < 126:
            head = bytes([0x80 | opcode, 0x80 | size])
        elif size < 65536:
            head = bytes([0x80 | opcode, 0xFE]) + size.to_bytes(2, "big")
        else:
            head = bytes([0x80 | opcode, 0xFF]) + size.to_bytes(8, "big")
        mask = os.urandom(4)
        self._send_all(head + mask + _masked(payload, mask))

    def _send_all(self, data: bytes) -> None:
        view = memoryview(data)
        deadline = time.monotonic() + self._timeout
        while view:
            try:
                view = view[self._sock.send(view) :]
            except _NOT_NOW as error:
                self._wait(deadline, writes=not isinstance(error, ssl.SSLWantReadError))

    def _take_frame(self) -> Optional[Tuple[bool, int, bytes]]:
        """One whole frame off the buffer, or None while it is incomplete."""
        buffer = self._buffer
        if len(buffer) < 2:
            return None
        size, start = buffer[1] & 0x7F, 2
        if buffer[0] & 0x70 or buffer[1] & 0x80:
            raise WebSocketClosed("got a masked frame or an unknown extension")
        if size >= 126:
            start = 4 if size == 126 else 10
            if len(buffer) < start:
                return None
            size = int.from_bytes(buffer[2:start], "big")
        if size > _MAX_MESSAGE:
            raise WebSocketClosed("got a frame over 4 MB")
        if len(buffer) < start + size:
            return None
        self._buffer = buffer[start + size :]
        return bool(buffer[0] & 0x80), buffer[0] & 0x0F, buffer[start : start + size]

    def _fill(self, deadline: float) -> None:
        if not self._holds_decrypted:
            self._wait(deadline)
        while True:
            try:
                more = self._sock.recv(65536)
                break
            except _NOT_NOW as error:
                self._wait(deadline, writes=isinstance(error, ssl.SSLWantWriteError))
        if not more:
            raise WebSocketClosed("the server went away")
        self._buffer += more

    def _wait(self, deadline: float, writes: bool = False) -> None:
        if not ready([self._sock], max(deadline - time.monotonic(), 0.001), writes):
            raise socket.timeout("timed out")

    @property
    def _holds_decrypted(self) -> bool:
        return isinstance(self._sock, ssl.SSLSocket) and self._sock.pending() > 0

    @property
    def holds(self) -> bool:
        """Whether something was read already that no receive() has given out: the socket itself then says nothing of it."""
        return bool(self._buffer) or self._holds_decrypted


def _masked(payload: bytes, mask: bytes) -> bytes:
    """XOR with the repeated mask, as one big integer: some 50 times faster than byte by byte."""
    size = len(payload)
    repeated = (mask * (size // 4 + 1))[:size]
    return (int.from_bytes(payload, "little") ^ int.from_bytes(repeated, "little")).to_bytes(size, "little")
