"""Which Japanese, Chinese or Korean encoding a text is written in, where it is in one of them."""

import re
from collections.abc import Iterator
from itertools import islice

# of the bytes beyond ASCII; Chinese exports reach 0.9, as Korean ones do, others stay below 0.4
LEAST_CHINESE = 0.6
HIGH_RUN = re.compile(rb"[\x80-\xff]+")
WIDE_RUN = re.compile(r"[^\x00-\x7f]+")
KANA = re.compile("[\u3041-\u30fe]")
HALF_WIDTH = re.compile("[\uff61-\uff9f]+")
MOST_RUNS = 20_000
LEAST_KOREAN, KOREAN_SHARE = 12, 0.97  # characters looked at, and of these in the places of Hangul
LEAST_COMMON = 0.9  # of characters beyond ASCII: those of a wrong reading fall among the rare ones
LEAST_KANA = 0.1  # of Japanese characters, where those of Chinese have the same places
LEAST_LOW = 0.15  # of Big5's characters end in a byte of ASCII, a third usually; none of GB2312's does
COMMON_LEADS = {  # first bytes of signs, kana and frequent characters, which standards list first
    "cp932": {*range(0x81, 0x85), *range(0x88, 0x99)},
    "euc_jp": {0xA1, 0xA3, 0xA4, 0xA5, *range(0xB0, 0xD0)},
    "cp950": {*range(0xA1, 0xC7)},
}


def east_asian_encoding(head: bytes) -> str | None:
    """Name the encoding of Japanese, Chinese or Korean bytes; None where they are none."""
    if _are_common(head, "cp932"):
        return "cp932"
    if _are_common(head, "euc_jp"):
        text = head.decode("euc_jp", "replace")
        if len(KANA.findall(text)) > LEAST_KANA * len("".join(WIDE_RUN.findall(text))):
            return "euc_jp"
    if _are_common(head, "cp950") and _share_of_low(head.decode("cp950", "replace")) > LEAST_LOW:
        return "cp950"
    if _is_chinese(head):
        return "cp949" if _is_korean(head) else "gb18030"
    return None


def _are_common(head: bytes, encoding: str) -> bool:
    """Say whether nearly all characters beyond ASCII are frequent ones that stand among their like.

    A character of its own between ASCII letters is an accent of another writing. Half-width kana are of one
    byte, and any byte is one: they tell nothing, and what has more of them than of others is not told here.
    """
    text = head.decode(encoding, errors="replace")
    n = n_common = n_half = 0
    for match in islice(WIDE_RUN.finditer(text), MOST_RUNS):
        run = match.group()
        around = text[max(match.start() - 1, 0) : match.start()] + text[match.end() : match.end() + 1]
        wide = HALF_WIDTH.sub("", run)
        n_half += len(run) - len(wide)
        n += len(wide)
        if len(run) > 1 or not any(map(str.isalpha, around)):
            n_common += sum(_is_listed_first(character, encoding) for character in wide)
    return n > n_half and n_common >= LEAST_COMMON * n


def _is_listed_first(character: str, encoding: str) -> bool:
    code = character.encode(encoding, errors="ignore")
    return len(code) == 2 and code[0] in COMMON_LEADS[encoding]


def _share_of_low(text: str) -> float:
    """Return the share of Big5's characters whose second byte is one of ASCII."""
    wide = "".join(WIDE_RUN.findall(text))
    n_low = sum(1 for character in wide if character.encode("cp950", "ignore")[-1:] < b"\x80")
    return n_low / len(wide)


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
    for match in islice(HIGH_RUN.finditer(head), MOST_RUNS):
        around = head[max(match.start() - 1, 0) : match.start()] + head[match.end() : match.end() + 1]
        yield match.group(), any(chr(byte).isalpha() for byte in around if byte < 128)


def _is_common(pair: bytes) -> bool:
    """Say whether two bytes are a frequent character of GB2312, or its punctuation and full-width forms."""
    lead, trail = pair[0], pair[1]
    return trail >= 0xA1 and (0xB0 <= lead <= 0xD7 or lead in (0xA1, 0xA3))
