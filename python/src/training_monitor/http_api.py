"""JSON over one kept-alive HTTP connection. Used by one thread."""

from __future__ import annotations

import http.client
import json
from typing import BinaryIO, Dict, NamedTuple, Optional, Union

from .connection import open_socket

_LONGEST_ANSWER = 4 << 20
_FILE_TYPE = "application/octet-stream"


class NoAnswer(Exception):
    """Nothing usable came back: refused, hung, cut off, or not JSON. The write may or may not have happened."""


class Answer(NamedTuple):
    status: int
    json: Dict[str, object]
    retry_after: Optional[float]

    @property
    def ok(self) -> bool:
        return 200 <= self.status < 300

    @property
    def is_servers(self) -> bool:
        """Whether a refusal is a problem of our server's, which repeats its status, and not one of a proxy on the way."""
        return self.json.get("status") == self.status

    @property
    def detail(self) -> str:
        return str(self.json.get("detail") or self.json.get("title") or f"HTTP {self.status}")


class _Connection(http.client.HTTPConnection):
    """Opens its socket as the WebSocket does, so that both reach the same server in the same way."""

    def __init__(self, base_url: str, timeout: float) -> None:
        super().__init__("unused", timeout=timeout, blocksize=1 << 16)
        self._base_url = base_url

    def connect(self) -> None:
        self.sock, self.host_header, self.prefix = open_socket(self._base_url, self.timeout or 10)


class _Exactly:
    """So many bytes of a file and no more, whatever becomes of it meanwhile: that many were announced."""

    def __init__(self, file: BinaryIO, size: int) -> None:
        self._file = file
        self.left = size

    def read(self, most: int) -> bytes:
        block = self._file.read(min(most, self.left))
        if not block and self.left:
            raise ValueError("the file became shorter while it was sent")
        self.left -= len(block)
        return block


class HttpApi:
    def __init__(self, base_url: str, timeout: float = 10.0) -> None:
        self._base_url = base_url
        self._timeout = timeout
        self._connection: Optional[_Connection] = None

    def send(self, method: str, path: str, body: Optional[bytes] = None, timeout: Optional[float] = None) -> Answer:
        """One request, one answer; raises NoAnswer. A connection that went stale while idle is opened once more."""
        fresh = self._connection is None
        try:
            return self._send(method, path, body, timeout)
        except (ConnectionError, http.client.BadStatusLine) as error:
            self.close()
            if fresh:
                raise NoAnswer(str(error) or type(error).__name__) from error
        except (OSError, http.client.HTTPException, ValueError) as error:
            self.close()
            raise NoAnswer(str(error) or type(error).__name__) from error
        try:
            return self._send(method, path, body, timeout)
        except (OSError, http.client.HTTPException, ValueError) as error:
            self.close()
            raise NoAnswer(str(error) or type(error).__name__) from error

    def send_file(self, path: str, file: BinaryIO, size: int) -> Answer:
        """The first ``size`` bytes of a file by POST, from the disk; raises NoAnswer. Not sent a second time."""
        try:
            return self._send("POST", path, _Exactly(file, size), None)
        except (OSError, http.client.HTTPException, ValueError) as error:
            self.close()
            raise NoAnswer(str(error) or type(error).__name__) from error

    def _send(self, method: str, path: str, body: Union[bytes, _Exactly, None], timeout: Optional[float]) -> Answer:
        connection = self._connection
        if connection is None:
            connection = self._connection = _Connection(self._base_url, self._timeout)
            connection.connect()
        if connection.sock.gettimeout() != (timeout or self._timeout):
            connection.sock.settimeout(timeout or self._timeout)
        headers = {"Host": connection.host_header, "Accept": "application/json"}
        if isinstance(body, _Exactly):
            headers.update({"Content-Type": _FILE_TYPE, "Content-Length": str(body.left)})
        elif body is not None:
            headers["Content-Type"] = "application/json"
        try:
            connection.request(method, connection.prefix + path, body, headers)
        except ConnectionError:
            # A server that refuses a file does so before it has all of it; what it said may lie there.
            if not isinstance(body, _Exactly):
                raise
        response = connection.getresponse()
        raw = response.read(_LONGEST_ANSWER + 1)
        if len(raw) > _LONGEST_ANSWER:
            raise ValueError("got an answer over 4 MB")
        if response.will_close:
            self.close()
        return Answer(response.status, _object(raw, response.status), _seconds(response.getheader("Retry-After")))

    def close(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()


def _object(raw: bytes, status: int) -> Dict[str, object]:
    """The answer's JSON object. A success must be one or empty; an error may come from a proxy, in HTML."""
    try:
        value = json.loads(raw) if raw.strip() else {}
    except ValueError:
        if 200 <= status < 300:
            raise ValueError("got an answer that is not JSON") from None
        return {}
    return value if isinstance(value, dict) else {"items": value}


def _seconds(text: Optional[str]) -> Optional[float]:
    try:
        return max(0.0, float(text)) if text else None
    except ValueError:
        return None
