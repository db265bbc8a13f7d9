"""The Flower app: its client hands questions on to its shop's process, its server carries them there.

It runs in an environment of its own, which has Flower and nothing of ours: what is learned, masked and added
up stays in the processes of the shops and of the middle.
"""

import json
import os
import time
from base64 import b64decode, b64encode
from multiprocessing.connection import Client

from flwr.app import ConfigRecord, Context, Message, RecordDict
from flwr.clientapp import ClientApp
from flwr.serverapp import Grid, ServerApp

PLACES, KEY = "BUNDLEWISE_SHOP_LINES", "BUNDLEWISE_SHOP_KEY"  # addresses by number, and the middle's
MIDDLE, _TOLD, _BYTES, _NUMBER, _QUERY = "middle", "told", "bytes", "number", "query"
_SECONDS_BETWEEN = 0.2  # in which nobody has come: Flower tells of newcomers only to those who ask

client = ClientApp()
server = ServerApp()


@client.query()  # type: ignore[untyped-decorator]  # Flower is not in the environment of the checks
def hand_on(message: Message, context: Context) -> Message:
    """Return the answer of this client's shop; nothing said asks which shop it is."""
    number = int(context.node_config[_NUMBER])
    question = message.content[_TOLD][_BYTES]
    answer = _asked(number, question) if question else b""
    return Message(RecordDict({_TOLD: ConfigRecord({_BYTES: answer, _NUMBER: number})}), reply_to=message)


@server.main()  # type: ignore[untyped-decorator]
def carry(grid: Grid, context: Context) -> None:
    """Carry what the middle asks to the shops, and their answers back, until it hangs up."""
    with Client(_place(MIDDLE), authkey=_key()) as line:
        n_shops = len(json.loads(os.environ[PLACES])) - 1
        nodes: dict[int, int] = {}
        while len(nodes) < n_shops:
            time.sleep(_SECONDS_BETWEEN)
            nodes |= {
                number: node for number, node, _ in _answers(grid, dict.fromkeys(grid.get_node_ids(), b""))
            }
        try:
            while True:
                asked = json.loads(line.recv_bytes())
                questions = {nodes[int(number)]: b64decode(of) for number, of in asked.items()}
                told = {number: b64encode(of).decode() for number, _, of in _answers(grid, questions)}
                line.send_bytes(json.dumps(told).encode())
        except EOFError:
            return


def _answers(grid: Grid, questions: dict[int, bytes]) -> list[tuple[int, int, bytes]]:
    """Return shop, node and answer of every node that can be reached."""
    messages = [
        Message(RecordDict({_TOLD: ConfigRecord({_BYTES: of})}), dst_node_id=node, message_type=_QUERY)
        for node, of in questions.items()
    ]
    found = [reply for reply in grid.send_and_receive(messages) if reply.has_content()]
    return [
        (int(reply.content[_TOLD][_NUMBER]), reply.metadata.src_node_id, reply.content[_TOLD][_BYTES])
        for reply in found
    ]


def _asked(number: int, question: bytes) -> bytes:
    with Client(_place(str(number)), authkey=_key()) as line:
        line.send_bytes(question)
        return line.recv_bytes()


def _place(name: str) -> tuple[str, int]:
    host, port = json.loads(os.environ[PLACES])[name]
    return host, int(port)


def _key() -> bytes:
    return os.environ[KEY].encode()
