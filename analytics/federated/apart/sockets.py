"""Lines over the loopback address: a shop listens, whoever knows the key of this training may ask."""

import secrets
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from multiprocessing import AuthenticationError
from multiprocessing.connection import Client, Connection, Listener

from analytics.federated.apart.middle import Lines
from analytics.federated.apart.wire import Told, packed, unpacked
from analytics.federated.secure.member import RefusedError

HOST = "127.0.0.1"
Address = tuple[str, int]


def new_key() -> bytes:
    """Return a key that no other training has."""
    return secrets.token_hex(32).encode()


def serve(listener: Listener, answer: Callable[[Told], Told], is_over: Callable[[], bool]) -> None:
    """Answer questions, of one caller after the other, until it is over; only bytes are read, no objects."""
    while not is_over():
        with suppress(OSError, EOFError, AuthenticationError), listener.accept() as line:
            while not is_over():
                question = unpacked(line.recv_bytes())
                try:
                    said = answer(question)
                except RefusedError:
                    said = {"refused": True}
                line.send_bytes(packed(said))


@contextmanager
def socket_lines(addresses: Mapping[int, Address], key: bytes) -> Iterator[Lines]:
    """Give lines to shops that listen, for the block."""
    lines = SocketLines(addresses, key)
    try:
        yield lines
    finally:
        lines.close()


class SocketLines:
    """Lines to shops that listen; one that does not answer any more is lost for good.

    Parameters
    ----------
    addresses : of the shops, by their numbers
    """

    def __init__(self, addresses: Mapping[int, Address], key: bytes) -> None:
        self._lines = {i: Client(address, authkey=key) for i, address in addresses.items()}

    def ask(self, questions: dict[int, bytes]) -> dict[int, bytes]:
        """Ask shops at once; return the answers of those that can be reached."""
        found: dict[int, bytes] = {}
        asked = [
            threading.Thread(target=self._one, args=(i, question, found))
            for i, question in questions.items()
            if i in self._lines
        ]
        for thread in asked:
            thread.start()
        for thread in asked:
            thread.join()
        return dict(sorted(found.items()))

    def _one(self, number: int, question: bytes, found: dict[int, bytes]) -> None:
        line: Connection = self._lines[number]
        try:
            line.send_bytes(question)
            found[number] = line.recv_bytes()
        except (OSError, EOFError):
            del self._lines[number]
            line.close()

    def close(self) -> None:
        """Hang up."""
        for line in self._lines.values():
            line.close()
