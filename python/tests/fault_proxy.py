"""A TCP proxy that misbehaves on demand between an SDK and a server: refuses, hangs, cuts, delays, answers nonsense."""

from __future__ import annotations

import select
import socket
import threading


class FaultProxy:
    """``mode``: pass, hang (accept and read nothing), nonsense (answer garbage), or cut (forward requests, drop every
    answer and the connection: the server stores, the client never hears of it)."""

    def __init__(self, target_port, mode="pass"):
        self.target_port = target_port
        self._mode = mode
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self._wake, self._woken = socket.socketpair()
        self._pairs = {}
        self._held = []
        self.connections = 0
        self.nonsense = b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n<html>!!!"
        self._arrived = threading.Condition()
        self._closing = False
        self._changed = threading.Event()
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    @property
    def mode(self):
        return self._mode

    @mode.setter
    def mode(self, mode):
        """Changes the weather: what is connected is dropped, what comes next gets the new mode."""
        self._mode = mode
        self._changed.clear()
        self._wake.send(b"!")
        self._changed.wait()

    def wait_for_connections(self, count, timeout=20.0):
        with self._arrived:
            if not self._arrived.wait_for(lambda: self.connections >= count, timeout):
                raise AssertionError(f"got {self.connections} connections, wanted {count}")

    def close(self):
        if self._closing:
            return
        self._closing = True
        self._wake.send(b"!")
        self._thread.join()
        for sock in [self._listener, self._wake, self._woken]:
            sock.close()

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.close()

    def _serve(self):
        while not self._closing:
            ready, _, _ = select.select([self._listener, self._woken, *self._pairs], [], [])
            for sock in ready:
                if sock is self._woken:
                    sock.recv(4096)
                    self._drop_all()
                    self._changed.set()
                elif sock is self._listener:
                    self._accept()
                elif sock in self._pairs:
                    self._forward(sock)
        self._drop_all()

    def _accept(self):
        client, _ = self._listener.accept()
        with self._arrived:
            self.connections += 1
            self._arrived.notify_all()
        if self._mode in ("pass", "cut"):
            try:
                server = socket.create_connection(("127.0.0.1", self.target_port))
            except OSError:
                client.close()
                return
            self._pairs[client], self._pairs[server] = (server, True), (client, False)
        else:
            if self._mode == "hang":
                self._held.append(client)
            else:
                self._pairs[client] = (None, True)

    def _forward(self, sock):
        other, from_client = self._pairs[sock]
        try:
            data = sock.recv(65536)
            if self._mode == "nonsense":
                sock.sendall(self.nonsense if data else b"")
            elif self._mode == "cut" and not from_client:
                data = b""
            elif data:
                other.sendall(data)
        except OSError:
            data = b""
        if not data:
            self._drop(sock)

    def _drop(self, sock):
        other, _ = self._pairs.pop(sock)
        sock.close()
        if other is not None:
            self._pairs.pop(other, None)
            other.close()

    def _drop_all(self):
        for sock in list(self._pairs):
            if sock in self._pairs:
                self._drop(sock)
        while self._held:
            self._held.pop().close()
