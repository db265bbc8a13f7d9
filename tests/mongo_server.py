"""A MongoDB of a few documents that speaks the wire protocol: none is among Debian's packages."""

import socketserver
import struct
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import bson

QUERY, REPLY, MESSAGE = 2004, 1, 2013
HELLO = {"ok": 1, "ismaster": True, "isWritablePrimary": True, "maxWireVersion": 21, "minWireVersion": 0}
HELLO |= {"maxBsonObjectSize": 1 << 24, "maxMessageSizeBytes": 48_000_000, "maxWriteBatchSize": 1_000}
Documents = dict[str, list[dict[str, Any]]]


def answer(command: dict[str, Any], documents: Documents, said: list[dict[str, Any]]) -> dict[str, Any]:
    name = next(iter(command))
    said.append(command)
    if name.lower() in ("hello", "ismaster", "ping"):
        return HELLO
    if name == "saslStart":
        return {"ok": 0, "code": 18, "errmsg": "Authentication failed."}
    if name == "listCollections":
        names = [{"name": collection, "type": "collection"} for collection in documents]
        return {"ok": 1, "cursor": {"id": 0, "ns": "shop.$cmd", "firstBatch": names}}
    if name == "aggregate":
        return {"ok": 1, "cursor": {"id": 0, "ns": "shop.x", "firstBatch": grouped(command, documents)}}
    if name in ("find", "getMore"):  # two documents at a time, so that the client asks again
        collection = command["find"] if name == "find" else command["collection"]
        start = 0 if name == "find" else int(command["getMore"])
        matching = [d for d in documents[collection] if command.get("filter", {}).items() <= d.items()]
        stop = min(start + 2, command.get("limit") or len(matching), len(matching))
        batch = {"firstBatch" if name == "find" else "nextBatch": matching[start:stop]}
        more = stop if stop < len(matching) and not command.get("limit") else 0
        return {"ok": 1, "cursor": {"id": bson.Int64(more), "ns": f"shop.{collection}", **batch}}
    return {"ok": 1}


def grouped(command: dict[str, Any], documents: Documents) -> list[dict[str, Any]]:
    """Answer the one pipeline that is asked here: $match, $group by a field without sums, $limit."""
    matched, group, limited = command["pipeline"]
    field = group["$group"]["_id"].removeprefix("$")
    found = [d for d in documents[command["aggregate"]] if matched["$match"].items() <= d.items()]
    values = {d.get(field): None for d in found}
    return [{"_id": value} for value in values][: limited["$limit"]]


@contextmanager
def mongodb(documents: Documents) -> Iterator[tuple[int, Sequence[dict[str, Any]]]]:
    """Serve collections; yield the port and what the client said."""
    said: list[dict[str, Any]] = []

    class Handler(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            while len(head := self.request.recv(16, 256)) == 16:  # 256: wait for all of it
                length, request_id, _, code = struct.unpack("<iiii", head)
                body = self.request.recv(length - 16, 256)
                start = 5 if code == MESSAGE else body.index(b"\0", 4) + 9
                size = struct.unpack_from("<i", body, start)[0]
                reply = bson.encode(answer(bson.decode(body[start : start + size]), documents, said))
                if code == MESSAGE:
                    content, kind = b"\0\0\0\0\0" + reply, MESSAGE
                else:
                    content, kind = struct.pack("<iqii", 8, 0, 0, 1) + reply, REPLY
                self.request.sendall(struct.pack("<iiii", 16 + len(content), 0, request_id, kind) + content)

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        try:
            yield server.server_address[1], said
        finally:
            server.shutdown()
