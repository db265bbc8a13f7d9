"""Which encoding a text is written in, decided from its bytes alone."""

import codecs
from functools import lru_cache

from data.read.east_asian import east_asian_encoding
from data.read.letters import CLEAR, Alphabets, readings, rival, words_beyond_ascii
from data.schema import InputError

MARKS = (  # the longer ones first: two begin alike
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
EAST_ASIAN = -4.1  # logarithm of how frequent a character of thousands is, per byte

LOOKED_AT = 1 << 18  # bytes


def guess_encoding(head: bytes, name: str) -> str:
    """Name the encoding of a file's first bytes; raises InputError where they are no text."""
    for mark, encoding in MARKS:
        if head.startswith(mark):
            return encoding
    if head and head[1::2].count(0) > len(head) * 0.3:
        return "utf-16-le"
    if head and head[::2].count(0) > len(head) * 0.3:
        return "utf-16-be"
    if _decodes(head, "utf-8"):
        return "utf-8"
    n_control = sum(head.count(byte) for byte in range(32) if byte not in (9, 10, 13))
    if n_control > len(head) * 0.02:
        raise InputError("it is not text", "Export the table as CSV (UTF-8) and send that", file=name)
    return legacy_encoding(head)


def legacy_encoding(text: bytes) -> str:
    """Name the encoding of bytes that are no sound UTF-8: damaged UTF-8, or the likeliest."""
    return _likeliest(_beyond_ascii(text))[0]


def encoding_doubt(text: bytes, encoding: str) -> str:
    """Say in sentences that letters are damaged, or may be other ones; nothing where they are sure."""
    if encoding.startswith(("utf-16", "utf-32")):
        return ""
    if not _decodes(text, encoding):
        return "Some of its letters are damaged and stand as \ufffd: export it again as CSV (UTF-8)."
    other = None if encoding == "utf-8" else _likeliest(_beyond_ascii(text))[1]
    if other is None:
        return ""
    return (
        f"Its letters are read as {encoding}, and could be {other.writing} ({other.encoding}) as well: "
        "look at the accents below. Where they are wrong, export it again as CSV (UTF-8)."
    )


def _beyond_ascii(text: bytes) -> bytes:
    """Return the first lines with letters beyond ASCII, which alone tell of the others."""
    return b"\n".join(line for line in text.splitlines() if not line.isascii())[:LOOKED_AT]


@lru_cache(maxsize=2)
def _likeliest(text: bytes) -> tuple[str, Alphabets | None]:
    """Return the likeliest encoding, and another that is nearly as likely and reads the text differently."""
    if _is_damaged_utf8(text):
        return "utf-8", None
    words = words_beyond_ascii(text)
    ranked = readings(words)
    best = ranked[0]
    n_bytes = sum(byte > 127 for word in words for byte in word)
    is_spelled = best.has_own_letters and best.likelihood > EAST_ASIAN * n_bytes + CLEAR
    if not is_spelled and (east_asian := east_asian_encoding(text)):
        return east_asian, None
    encoding = best.alphabets.encoding
    if encoding == "cp1252" and not _decodes(text, encoding):
        encoding = "latin-1"
    return encoding, rival(words, ranked)


def _is_damaged_utf8(head: bytes) -> bool:
    """Say whether at least half of what is beyond ASCII is UTF-8, which fits other texts by chance only."""
    text = head.decode("utf-8", errors="replace")
    n_beyond, n_damaged = len(text) - len(text.encode("ascii", "ignore")), text.count("\ufffd")
    return n_beyond >= 2 * n_damaged


def _decodes(head: bytes, encoding: str) -> bool:
    """Say whether bytes are text of an encoding, but for a last character that the cut may have split."""
    try:
        codecs.getincrementaldecoder(encoding)().decode(head)
    except UnicodeDecodeError:
        return False
    return True
