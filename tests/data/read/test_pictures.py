"""Pictures out of zips that strangers send."""

import struct
import zipfile
import zlib

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.read import pictures
from data.read.pictures import PictureProblem, check_pictures, picture_key, pictures_in, pixels_of
from data.schema import InputError
from tests.pictures import picture_bytes, write_zip


def huge_png(width=40_000, height=40_000) -> bytes:
    """Return a PNG of few bytes that says it is very large."""

    def chunk(name: bytes, content: bytes) -> bytes:
        checked = name + content
        return struct.pack(">I", len(content)) + checked + struct.pack(">I", zlib.crc32(checked))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")
    )


def test_pictures_are_told_from_what_else_is_in_a_zip(tmp_path):
    red = picture_bytes("red")
    files = {
        "shop/A.PNG": red,
        "../../etc/b.jpg": red,
        "c.txt": b"notes",
        "__MACOSX/._A.png": b"x",
        ".d.png": b"",
    }

    found = dict(pictures_in(write_zip(tmp_path / "p.zip", files), "p.zip"))

    assert found == {"shop/a.png": red, "etc/b.jpg": red, "c.txt": PictureProblem.NO_PICTURE}


def test_a_bomb_is_passed_over_and_the_others_are_read(tmp_path, monkeypatch):
    monkeypatch.setattr(pictures, "MOST_BYTES", 10_000)
    files = {"bomb.png": bytes(5_000_000), "wide.png": huge_png(), "a.png": picture_bytes(size=(20, 20))}
    path = write_zip(tmp_path / "p.zip", files)

    found = dict(pictures_in(path, "p.zip"))

    assert found["bomb.png"] == PictureProblem.TOO_LARGE
    assert pixels_of(found["wide.png"], 32) == PictureProblem.TOO_LARGE
    assert pixels_of(found["a.png"], 32).shape == (32, 32, 3)


@pytest.mark.parametrize(
    ("files", "words"),
    [({"readme.txt": b"hello"}, "no pictures in it"), ({f"{n}.png": b"" for n in range(4)}, "more than 3")],
)
def test_a_zip_without_pictures_or_with_too_many_is_refused(tmp_path, monkeypatch, files, words):
    monkeypatch.setattr(pictures, "MOST_PICTURES", 3)

    with pytest.raises(InputError, match=words):
        check_pictures(write_zip(tmp_path / "p.zip", files), "p.zip")


def test_what_is_no_zip_damaged_or_locked_is_refused_in_a_sentence(tmp_path):
    whole = write_zip(tmp_path / "p.zip", {"a.png": picture_bytes()}).read_bytes()
    locked = bytearray(whole)
    locked[whole.index(b"PK\x01\x02") + 8] |= 1
    for content, words in ((b"a,b", "no zip"), (whole[:-40], "damaged"), (bytes(locked), "password")):
        (tmp_path / "q.zip").write_bytes(content)
        with pytest.raises(InputError, match=words):
            check_pictures(tmp_path / "q.zip", "q.zip")


def test_one_damaged_picture_costs_no_other(tmp_path):
    path = write_zip(
        tmp_path / "p.zip", {"a.png": picture_bytes(), "b.png": b"no picture"}, zipfile.ZIP_STORED
    )
    content = bytearray(path.read_bytes())
    content[content.index(b"\x89PNG") + 60] ^= 255
    path.write_bytes(content)

    found = dict(pictures_in(path, "p.zip"))

    assert found["a.png"] == PictureProblem.DAMAGED
    assert pixels_of(found["b.png"], 32) == PictureProblem.DAMAGED


def test_the_whole_picture_stays_and_what_is_clear_is_white():
    tall = pixels_of(picture_bytes("red", size=(80, 40)), 32)

    assert (tall[:, 0] == 255).all()
    assert tall[:, 16].mean(0) == pytest.approx([200, 30, 40], abs=8)


@given(
    st.binary(max_size=300),
    st.sampled_from([b"", b"GIF89a", b"RIFF\0\0\0\0WEBP", b"\xff\xd8\xff", b"\x89PNG\r\n"]),
)
def test_any_bytes_are_a_picture_or_said_to_be_none(content, start):
    found = pixels_of(start + content, 8)

    assert isinstance(found, PictureProblem | np.ndarray)


@given(st.text(st.sampled_from("./\\aB"), max_size=12))
def test_a_key_never_leads_out_of_a_folder(name):
    assert not {"", ".", ".."} & set(picture_key(name).split("/")) - (
        {""} if not picture_key(name) else set()
    )
