"""From a dashboard's address to a connected socket, the same for HTTP and WebSocket."""

from __future__ import annotations

import socket
import ssl
from typing import Tuple
from urllib.parse import urlsplit

DEFAULT_URL = "http://127.0.0.1:8000"


def normal_url(url: str) -> str:
    """``ws://`` means ``http://`` and ``wss://`` ``https://``; no trailing slash. A bare host gets ``http://``."""
    text = url.strip()
    if "://" not in text:
        text = "http://" + text
    scheme, rest = text.split("://", 1)
    scheme = {"ws": "http", "wss": "https"}.get(scheme.lower(), scheme.lower())
    parts = urlsplit(f"{scheme}://{rest}")
    if scheme not in ("http", "https") or not parts.hostname or parts.port == 0:
        raise ValueError(f"got dashboard_url {url!r}, wanted ws://HOST:PORT or http://HOST:PORT")
    return f"{scheme}://{parts.netloc}{parts.path.rstrip('/')}"


def open_socket(base_url: str, timeout: float) -> Tuple[socket.socket, str, str]:
    """A connected socket (TLS for https), the Host header and the path prefix. Raises OSError."""
    parts = urlsplit(base_url)
    secure = parts.scheme == "https"
    host = parts.hostname or ""
    sock = socket.create_connection((host, parts.port or (443 if secure else 80)), timeout)
    try:
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if secure:
            sock = ssl.create_default_context().wrap_socket(sock, server_hostname=host)
    except BaseException:
        sock.close()
        raise
    return sock, parts.netloc.rpartition("@")[2], parts.path
