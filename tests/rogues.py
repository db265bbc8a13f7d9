"""Servers that are not what they say, on this machine: they ask for files and passwords, and never answer."""

import socket
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

OK = b"\x00\x00\x00\x02\x00\x00\x00"
LOCAL_FILES, MULTI_STATEMENTS = 1 << 7, 1 << 16
NO_TLS = 0xFFFFFFFF & ~(1 << 11) & ~(1 << 5)
Talk = Callable[[socket.socket, list[bytes]], None]


@contextmanager
def rogue(talk: Talk) -> Iterator[tuple[int, list[bytes]]]:
    """Run a server that talks so; yield its port and all that clients have told it."""
    told: list[bytes] = []
    open_ends: list[socket.socket] = []

    def serve() -> None:
        with suppress(OSError):
            while True:
                client, _ = listener.accept()
                open_ends.append(client)
                threading.Thread(target=attend, args=(client,), daemon=True).start()

    def attend(client: socket.socket) -> None:
        with suppress(OSError, struct.error, IndexError), client:
            talk(client, told)

    listener = socket.create_server(("127.0.0.1", 0))
    threading.Thread(target=serve, daemon=True).start()
    try:
        yield listener.getsockname()[1], told
    finally:
        for end in (listener, *open_ends):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()


def mysql_that_answers(query: Callable[[bytes], list[bytes]] = lambda said: [OK], login: bytes = OK) -> Talk:
    """Return a MySQL server that answers a login, and each query, in its own way."""

    def talk(client: socket.socket, told: list[bytes]) -> None:
        greeting = b"\x0a8.0.30\x00" + struct.pack("<I", 7) + b"a" * 8 + b"\x00"
        greeting += struct.pack("<HBHH", NO_TLS & 0xFFFF, 45, 2, NO_TLS >> 16) + bytes([21]) + bytes(10)
        _send(client, 0, greeting + b"b" * 12 + b"\x00mysql_native_password\x00")
        number, response = _receive(client)
        told.append(response)
        _send(client, number + 1, login)
        while True:
            number, said = _receive(client)
            told.append(said)
            for place, answer in enumerate(query(said)):
                _send(client, number + 1 + place, answer)

    return talk


def file_asked(name: str) -> bytes:
    """Return how a MySQL server asks its client for a file."""
    return b"\xfb" + name.encode()


def postgresql_that_is_silent(client: socket.socket, told: list[bytes]) -> None:
    """Let everybody in, and never answer a query."""
    while True:
        length = struct.unpack("!I", _exactly(client, 4))[0]
        start = _exactly(client, length - 4)
        if struct.unpack("!I", start[:4])[0] >> 16 == 3:  # not one of the requests to encrypt
            break
        client.sendall(b"N")
    told.append(start)
    client.sendall(_message(b"R", bytes(4)) + _message(b"S", b"server_version\x0015.1\x00"))
    client.sendall(_message(b"K", bytes(8)) + _message(b"Z", b"I"))
    while part := client.recv(4096):
        told.append(part)


def _message(kind: bytes, content: bytes) -> bytes:
    return kind + struct.pack("!I", len(content) + 4) + content


def _send(client: socket.socket, number: int, content: bytes) -> None:
    client.sendall(struct.pack("<I", len(content))[:3] + bytes([number % 256]) + content)


def _receive(client: socket.socket) -> tuple[int, bytes]:
    head = _exactly(client, 4)
    return head[3], _exactly(client, int.from_bytes(head[:3], "little"))


def _exactly(client: socket.socket, n: int) -> bytes:
    content = b""
    while len(content) < n:
        part = client.recv(n - len(content))
        if not part:
            raise OSError("the client has gone")
        content += part
    return content
