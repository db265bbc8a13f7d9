"""Pictures out of a zip, within limits; nothing is written under a name that it gives."""

import re
import shutil
import warnings
import zipfile
from collections.abc import Iterator
from enum import StrEnum
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import Any

import numpy as np
from numpy.typing import NDArray

from data.read.archives import PICTURES, is_zip, open_member, opened_zip
from data.read.opening import open_file
from data.schema import InputError

MOST_PICTURES = 100_000
MOST_BYTES = 30 << 20  # of one picture
MOST_PIXELS = 64_000_000  # of one picture, however small its file is
_FORMATS = ("JPEG", "PNG", "WEBP", "GIF")  # what Pillow reads may be hundreds of kinds of files
_HIDDEN = re.compile(r"(^|/)(\.|__macosx/)")
_LOCKED = 1  # bit of a zip's member
# what Pillow raises on bytes that are no picture, or only the start of one
_DAMAGE = (OSError, ValueError, SyntaxError, EOFError, TypeError, IndexError, KeyError, MemoryError)


class PictureProblem(StrEnum):
    """Why a file of a zip is passed over."""

    NO_PICTURE = "no_picture"
    TOO_LARGE = "too_large"
    DAMAGED = "damaged"


def picture_key(name: str) -> str:
    """Return a picture's name as it is compared: without case, and without steps out of its folder."""
    steps = [step for step in name.replace("\\", "/").split("/") if step not in ("", ".", "..")]
    return "/".join(steps).casefold()


def check_pictures(path: Path, name: str) -> int:
    """Return how many files of a zip are named as pictures.

    Raises
    ------
    InputError
        It is no zip, is damaged or locked, or has no picture or too many.
    """
    if not is_zip(path, name):
        raise InputError("this is no zip of pictures", "Put the pictures in one .zip", file=name)
    with open_file(path, name) as raw, opened_zip(raw, name) as archive:
        found = [info for info in _files(archive) if _is_named_as_picture(info)]
    if any(info.flag_bits & _LOCKED for info in found):
        raise InputError("the zip is locked with a password", "Pack it again without one", file=name)
    if not found:
        kinds = ", ".join(PICTURES)
        raise InputError("there are no pictures in it", f"Put files that end in {kinds} in it", file=name)
    if len(found) > MOST_PICTURES:
        problem = f"it holds {len(found):,} pictures, more than {MOST_PICTURES:,}"
        raise InputError(problem, "Send them in several zips, one after another", file=name)
    return len(found)


def pack_pictures(folder: Path, packed: Path) -> None:
    """Pack what is named as a picture in a folder, or below it, into a zip; raises InputError."""
    files = (file for file in folder.rglob("*") if file.suffix.lower() in PICTURES)
    with zipfile.ZipFile(packed, "w") as archive:
        for file in sorted(files)[: MOST_PICTURES + 1]:
            name = file.relative_to(folder).as_posix()
            with open_file(file, file.name) as raw, archive.open(name, "w") as member:
                shutil.copyfileobj(raw, member)


def pictures_in(path: Path, name: str) -> Iterator[tuple[str, bytes | PictureProblem]]:
    """Yield each file of a zip: its key, and its bytes or why it is passed over."""
    with open_file(path, name) as raw, opened_zip(raw, name) as archive:
        for info in _files(archive):
            yield picture_key(info.filename), _bytes_of(archive, info, name)


def _files(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    """Return a zip's files without those that a Mac adds, or that are hidden."""
    files = [info for info in archive.infolist() if not info.is_dir()]
    return [info for info in files if not _HIDDEN.search(picture_key(info.filename))]


def _is_named_as_picture(info: zipfile.ZipInfo) -> bool:
    return PurePosixPath(picture_key(info.filename)).suffix in PICTURES


def _bytes_of(archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str) -> bytes | PictureProblem:
    if not _is_named_as_picture(info):
        return PictureProblem.NO_PICTURE
    try:
        with open_member(archive, info.filename, name) as member:
            content = member.read(MOST_BYTES + 1)
    except InputError:
        return PictureProblem.DAMAGED
    return content if len(content) <= MOST_BYTES else PictureProblem.TOO_LARGE


def pixels_of(content: bytes, side: int) -> NDArray[np.uint8] | PictureProblem:
    """Return a picture as a square, (side, side, 3) of red, green and blue, 0–255; or why it cannot be read.

    The whole picture stays, on white: what is sold may reach its edges.
    """
    from PIL import Image, ImageOps

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(BytesIO(content), formats=_FORMATS) as image:
                if image.width * image.height > MOST_PIXELS:
                    return PictureProblem.TOO_LARGE
                image.draft("RGB", (2 * side, 2 * side))  # of a JPEG, only what is needed is decoded
                flat = _on_white(ImageOps.exif_transpose(image))
                return np.asarray(ImageOps.pad(flat, (side, side), color="white"), np.uint8)
    except Image.DecompressionBombError:
        return PictureProblem.TOO_LARGE
    except _DAMAGE:
        return PictureProblem.DAMAGED


def _on_white(image: Any) -> Any:
    from PIL import Image

    if not image.has_transparency_data:
        return image.convert("RGB")
    white = Image.new("RGBA", image.size, "white")
    return Image.alpha_composite(white, image.convert("RGBA")).convert("RGB")
