"""Parquet cut, flipped or lying about itself: read as it stands, or refused in one sentence that names it."""

import io
import random

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from data.read import parquet
from data.schema import InputError
from tests.builders import import_csv, new_shop

N_ROWS = 60
N_TRIES = 40  # of each way to damage a file
LENGTHS = (b"\xff\xff\xff\x7f", b"\xff\xff\xff\xff", b"\0\0\0\0", b"\x01\0\0\0", b"\0\0\0\x10")


def sound(variant: int) -> bytes:
    """Return a small file of order lines: plain, with nested columns, or in pages of the second version."""
    lines = {
        "customer_id": [f"c{n}" for n in range(N_ROWS)],
        "event_time": [f"2024-01-{n % 28 + 1:02d}" for n in range(N_ROWS)],
        "product_id": [f"p{n % 7}" for n in range(N_ROWS)],
        "net_price": [1.5 * n for n in range(N_ROWS)],
    }
    if variant == 1:
        lines["nested"] = [{"a": [{"b": str(n), "c": None}], "d": {"e": n}} for n in range(N_ROWS)]
    packed = io.BytesIO()
    packing = ("snappy", "zstd", "gzip")[variant]
    pages = "2.0" if variant == 2 else "1.0"
    pq.write_table(
        pa.table(lines), packed, compression=packing, use_dictionary=variant != 2, data_page_version=pages
    )
    return packed.getvalue()


def flipped(content: bytes, first: int, last: int, chance: random.Random) -> bytes:
    changed = bytearray(content)
    for _ in range(chance.randrange(1, 8)):
        changed[chance.randrange(first, last)] ^= 1 << chance.randrange(8)
    return bytes(changed)


def damaged(content: bytes, how: str, chance: random.Random) -> bytes:
    footer = len(content) - 8 - int.from_bytes(content[-8:-4], "little")
    place = chance.randrange(len(content))
    return {
        "cut": lambda: content[:place],
        "beheaded": lambda: content[place:],
        "gap": lambda: content[: place // 2] + content[place:],
        "zeros": lambda: content[:place] + bytes(min(64, len(content) - place)) + content[place + 64 :],
        "footer": lambda: flipped(content, footer, len(content) - 8, chance),
        "pages": lambda: flipped(content, 4, footer, chance),
        "length": lambda: content[:-8] + chance.choice(LENGTHS) + content[-4:],
    }[how]()


@pytest.mark.parametrize("how", ["cut", "beheaded", "gap", "zeros", "footer", "pages", "length"])
def test_damaged_parquet_is_read_or_refused_in_one_sentence(tmp_path, how):
    chance = random.Random(how)
    files, refusals = [sound(variant) for variant in range(3)], 0
    for n in range(N_TRIES):
        path = tmp_path / f"{n}.parquet"
        path.write_bytes(damaged(files[n % 3], how, chance))
        for read in (
            parquet.head_records,
            lambda path, name: parquet.write_csv(path, name, tmp_path / "out.csv"),
        ):
            try:
                read(path, path.name)
            except InputError as refusal:
                refusals += 1
                assert str(refusal).startswith(path.name) and "\n" not in str(refusal)

    assert refusals > 0


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"PAR1",
        b"PAR1PAR1",
        sound(0)[:-4] + b"PARX",
        sound(0)[:-4] + b"PARE",
        sound(1)[:-60],
        sound(0)[4:],
    ],
    ids=["empty", "a magic alone", "two", "wrong magic", "encrypted", "cut", "beheaded"],
)
def test_a_shop_stays_as_it_was_where_a_file_is_no_parquet(tmp_path, content):
    path = tmp_path / "lines.parquet"
    path.write_bytes(content)
    shop = new_shop(tmp_path)

    with pytest.raises(InputError, match=r"lines\.parquet"):
        import_csv(shop, path)

    assert shop.is_empty
    assert list((shop.directory / "tmp").iterdir()) == []


def test_nested_columns_and_sound_files_still_come_in(tmp_path):
    for variant in range(3):
        (tmp_path / f"{variant}.parquet").write_bytes(sound(variant))
        (tmp_path / str(variant)).mkdir()

        intake = import_csv(new_shop(tmp_path / str(variant)), tmp_path / f"{variant}.parquet")

        assert intake.rows_kept == N_ROWS - 1  # the first line has a price of zero
