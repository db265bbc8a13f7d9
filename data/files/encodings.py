"""Which encoding a text is written in, decided from its bytes alone."""

import codecs
import re
from collections.abc import Iterator

from data.schema import InputError

MARKS = (  # the longer ones first: two begin alike
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
LEAST_CHINESE = (
    0.6  # of the bytes beyond ASCII; Chinese exports reach 0.9, as Korean ones do, others stay below 0.4
)
HIGH_RUN = re.compile(rb"[\x80-\xff]+")
MOST_RUNS = 20_000
LEAST_KOREAN, KOREAN_SHARE = 12, 0.97  # characters looked at, and of these in the places of Hangul


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


def legacy_encoding(head: bytes) -> str:
    """Name the encoding of bytes that are no sound UTF-8: damaged UTF-8, Chinese, Korean, cp1252, Latin-1."""
    if _is_damaged_utf8(head):
        return "utf-8"
    if _is_chinese(head):
        return "cp949" if _is_korean(head) else "gb18030"
    return "cp1252" if _decodes(head, "cp1252") else "latin-1"


def _is_damaged_utf8(head: bytes) -> bool:
    """Say whether most of what is beyond ASCII is UTF-8: in no other encoding do its bytes fit together."""
    text = head.decode("utf-8", errors="replace")
    n_beyond, n_damaged = len(text) - len(text.encode("ascii", "ignore")), text.count("\ufffd")
    return n_beyond > 2 * n_damaged


def _decodes(head: bytes, encoding: str) -> bool:
    """Say whether bytes are text of an encoding, but for a last character that the cut may have split."""
    try:
        codecs.getincrementaldecoder(encoding)().decode(head)
    except UnicodeDecodeError:
        return False
    return True


def _is_chinese(head: bytes) -> bool:
    """Say whether most bytes beyond ASCII are common Chinese characters that stand among their like.

    GBK takes nearly any two bytes for a character, also the é of Latin-1 with the letter after it. But
    Chinese words are pairs of high bytes, of the 3,755 common characters or punctuation, in cells of their
    own; an accent stands alone inside a word of ASCII letters, and Cyrillic falls among the rare characters.
    """
    n_bytes = n_chinese = 0
    for run, touches_letters in _runs(head):
        n_bytes += len(run)
        if len(run) % 2 == 0 and (len(run) > 2 or not touches_letters):
            n_chinese += 2 * sum(_is_common(run[place : place + 2]) for place in range(0, len(run), 2))
    return n_bytes > 0 and n_chinese >= LEAST_CHINESE * n_bytes


def _is_korean(head: bytes) -> bool:
    """Say whether what looks Chinese is Korean: Hangul fills half of the common places, and no more."""
    leads = [run[place] for run, _ in _runs(head) if len(run) % 2 == 0 for place in range(0, len(run), 2)]
    common = [lead for lead in leads if 0xB0 <= lead <= 0xD7]
    n_hangul = sum(lead <= 0xC8 for lead in common)
    return len(common) >= LEAST_KOREAN and n_hangul >= KOREAN_SHARE * len(common)


def _runs(head: bytes) -> Iterator[tuple[bytes, bool]]:
    """Yield the first runs of bytes beyond ASCII, and whether an ASCII letter touches each."""
    for place, match in enumerate(HIGH_RUN.finditer(head)):
        if place == MOST_RUNS:
            return
        around = head[max(match.start() - 1, 0) : match.start()] + head[match.end() : match.end() + 1]
        yield match.group(), any(chr(byte).isalpha() for byte in around if byte < 128)


def _is_common(pair: bytes) -> bool:
    """Say whether two bytes are a frequent character of GB2312, or its punctuation and full-width forms."""
    lead, trail = pair[0], pair[1]
    return trail >= 0xA1 and (0xB0 <= lead <= 0xD7 or lead in (0xA1, 0xA3))
