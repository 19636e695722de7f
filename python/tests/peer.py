"""A server of the wire's writing half, on a real socket, with a ledger that the tests compare with what was logged.

It follows the rules that matter to a writer: (run, writer, seq) once and without gaps, duplicates answered, gaps and
fenced writers refused, unknown runs 404. Faults come from FaultProxy, except those that only a server can commit.
"""

from __future__ import annotations

import base64
import hashlib
import json
import socket
import struct
import threading
from collections import defaultdict
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"


class Peer:
    def __init__(self, port=0, websocket=True, optional_endpoints=True):
        self.websocket = websocket
        self.optional_endpoints = optional_endpoints
        self.lock = threading.Condition()
        self.runs = {}
        self.requests = []
        self.by_transport = defaultdict(int)
        self.refuse_batches_with = None
        self.refusals = 0
        self.pending_commands = []
        self.polled_commands = []
        self.fenced = set()
        self.uploads = {}
        self.proxy_says = None  # status and text with which something in front of the server speaks instead of it
        self.proxy_answers = 0
        self._sockets = set()
        peer = self

        class Server(ThreadingHTTPServer):
            daemon_threads = True
            allow_reuse_address = True

            def handle_error(self, request, client_address):
                pass  # a client that was killed in the middle

        class Bound(Handler):
            owner = peer

        self._server = Server(("127.0.0.1", port), Bound)
        self.port = self._server.server_address[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        self._thread.start()

    def close(self):
        self._server.shutdown()
        self._server.server_close()
        with self.lock:
            sockets = list(self._sockets)
        for sock in sockets:
            try:
                sock.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass
        self._thread.join()

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.close()

    def wait_for(self, condition, timeout=20.0):
        """Waits until ``condition()`` holds in the ledger; fails the test otherwise."""
        with self.lock:
            if not self.lock.wait_for(condition, timeout):
                raise AssertionError(f"the peer never saw it; runs: { {k: len(v['points']) for k, v in self.runs.items()} }")

    def points(self, run_id, metric="loss"):
        """(step, value) of a metric, in the order of arrival."""
        with self.lock:
            run = self.runs.get(run_id)
            return [(step, value) for step, name, value in run["points"] if name == metric] if run else []

    def create(self, body):
        with self.lock:
            if body["id"] in self.runs:
                return 409, {"title": "Conflict", "detail": "the id is taken"}
            if body.get("total_steps", 1) < 0:
                return 400, {"detail": "got total_steps -1, want 0 or more"}
            self.runs[body["id"]] = {"fields": {**body, "status": "running"}, "points": [], "writers": {}, "lost": 0, "checkpoints": []}
            self.lock.notify_all()
            return 201, self.runs[body["id"]]["fields"]

    def store(self, run_id, batch, transport):
        with self.lock:
            run = self.runs.get(run_id)
            if run is None:
                return 404, {"detail": "no such run"}
            if self.refuse_batches_with is not None and batch["steps"]:
                self.refusals += 1
                self.lock.notify_all()
                return self.refuse_batches_with, {"detail": "refused as the test wants it"}
            if batch["writer"] in self.fenced:
                return 409, {"fenced": True, "detail": "a resume has fenced this writer"}
            last = run["writers"].get(batch["writer"], 0)
            if batch["seq"] > last + 1:
                return 409, {"expected_seq": last + 1, "detail": "a gap"}
            duplicate = batch["seq"] <= last
            accepted = 0
            if not duplicate:
                self.by_transport[transport] += 1
                run["writers"][batch["writer"]] = batch["seq"]
                run["lost"] += batch.get("lost", 0)
                for i, step in enumerate(batch["steps"]):
                    for name, column in batch["metrics"].items():
                        if column[i] is not None:
                            run["points"].append((step, name, column[i]))
                            accepted += 1
                self.lock.notify_all()
            commands, self.pending_commands = self.pending_commands, []
            return 200, {"accepted": accepted, "rejected": [], "seq": batch["seq"], "duplicate": duplicate, "cursor": 1, "commands": commands}

    def other(self, method, path, body):
        with self.lock:
            self.requests.append((method, path, body))
            self.lock.notify_all()
            parts = path.split("/")
            if parts[2] == "checkpoints":
                return 200, {"id": parts[3]}
            run = self.runs.get(parts[3]) if len(parts) > 3 else None
            if run is None:
                return 404, {"detail": "no such run"}
            if len(parts) == 4:
                if method == "PUT":
                    run["fields"].update(body)
                return 200, run["fields"]
            if not self.optional_endpoints:
                return 404, {"detail": "no such endpoint"}
            if parts[4] == "checkpoints":
                run["checkpoints"].append(body)
                return 201, body
            if parts[4] == "resume":
                self.fenced.update(writer for writer in run["writers"] if writer != body["writer"])
            if parts[4].startswith("commands?"):
                self.lock.wait_for(lambda: self.polled_commands, timeout=20)
                commands, self.polled_commands = self.polled_commands, []
                return 200, {"commands": commands}
            if parts[4] == "heartbeat":
                commands, self.pending_commands = self.pending_commands, []
                return 200, {"commands": commands}
            return 200, {"id": parts[3]}

    def status(self, run_id):
        with self.lock:
            return self.runs[run_id]["fields"]["status"] if run_id in self.runs else None

    def track(self, sock, is_open):
        with self.lock:
            (self._sockets.add if is_open else self._sockets.discard)(sock)


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    owner: Peer

    def setup(self):
        super().setup()
        self.owner.track(self.connection, True)

    def finish(self):
        self.owner.track(self.connection, False)
        super().finish()

    def parse_request(self):
        if not super().parse_request():
            return False
        with self.owner.lock:
            if self.path == "/api/runs" or self.owner.proxy_answers == 0:
                return True
            self.owner.proxy_answers -= 1
            status, said = self.owner.proxy_says
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.send_response(status)
        self.send_header("Content-Length", str(len(said)))
        self.end_headers()
        self.wfile.write(said.encode())
        return False

    def do_GET(self):
        if self.path == "/ws" and self.owner.websocket:
            return self.serve_socket()
        self.answer(*self.owner.other("GET", self.path, None))

    def do_POST(self):
        if self.headers["Content-Type"] == "application/octet-stream":
            return self.upload()
        body = self.body()
        parts = self.path.split("/")
        if self.path == "/api/runs":
            self.answer(*self.owner.create(body))
        elif parts[-1] == "metrics":
            self.answer(*self.owner.store(parts[3], body, "http"))
        else:
            self.answer(*self.owner.other("POST", self.path, body))

    def upload(self):
        content = self.rfile.read(int(self.headers["Content-Length"]))
        checkpoint_id = parse_qs(urlsplit(self.path).query)["id"][0]
        with self.owner.lock:
            self.owner.uploads[checkpoint_id] = content
            self.owner.lock.notify_all()
        self.answer(201, {"id": checkpoint_id})

    def do_PUT(self):
        self.answer(*self.owner.other("PUT", self.path, self.body()))

    def do_DELETE(self):
        self.answer(*self.owner.other("DELETE", self.path, self.body()))

    def body(self):
        return json.loads(self.rfile.read(int(self.headers.get("Content-Length") or 0)) or b"null")

    def answer(self, status, value):
        if status >= 400:
            value = {"status": status, **value}
        data = json.dumps(value).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *parts):
        pass

    def serve_socket(self):
        key = self.headers["Sec-WebSocket-Key"] + GUID
        self.send_response(101)
        self.send_header("Upgrade", "websocket")
        self.send_header("Connection", "Upgrade")
        self.send_header("Sec-WebSocket-Accept", base64.b64encode(hashlib.sha1(key.encode()).digest()).decode())
        self.end_headers()
        self.close_connection = True
        run_id = None
        while True:
            opcode, payload = self.read_frame()
            if opcode in (None, 0x8):
                return
            if opcode != 0x1:
                continue
            frame = json.loads(payload)
            if frame["type"] == "hello":
                run_id = frame["run_id"]
                self.send_frame({"type": "welcome", "next_seq": 1, "commands": []})
            elif frame["type"] == "metrics":
                status, value = self.owner.store(run_id, frame, "websocket")
                for command in value.pop("commands", []):
                    self.send_frame({"type": "command", **command})
                if status == 200:
                    self.send_frame({"type": "ack", **value})
                else:
                    self.send_frame({"type": "error", "seq": frame["seq"], "message": value["detail"]})

    def read_frame(self):
        head = self.rfile.read(2)
        if len(head) < 2:
            return None, b""
        size = head[1] & 0x7F
        if size >= 126:
            size = int.from_bytes(self.rfile.read(2 if size == 126 else 8), "big")
        mask = self.rfile.read(4)
        data = self.rfile.read(size)
        return head[0] & 0x0F, bytes(byte ^ mask[i % 4] for i, byte in enumerate(data))

    def send_frame(self, value, opcode=0x1):
        data = json.dumps(value).encode() if isinstance(value, dict) else value
        size = bytes([len(data)]) if len(data) < 126 else b"\x7e" + struct.pack(">H", len(data))
        self.wfile.write(bytes([0x80 | opcode]) + size + data)
