"""Pictures that tests draw, and zips of them."""

import io
import zipfile
from pathlib import Path

import numpy as np
from PIL import Image

COLORS = {"red": (200, 30, 40), "blue": (30, 60, 200)}


def picture_bytes(color="red", seed=0, kind="PNG", size=(60, 80)) -> bytes:
    """Return a picture of one color with a little noise, another one for each seed."""
    noise = np.random.default_rng(seed).integers(-20, 20, (*size, 3))
    pixels = np.clip(np.array(COLORS[color]) + noise, 0, 255).astype(np.uint8)
    stream = io.BytesIO()
    Image.fromarray(pixels).save(stream, kind)
    return stream.getvalue()


def gradient() -> np.ndarray:
    """Return a square that anybody can draw again, (1, 224, 224, 3)."""
    y, x = np.mgrid[0:224, 0:224]
    return np.stack([x, y, (x * y // 64) % 256], -1).astype(np.uint8)[None]


def write_zip(path: Path, files: dict[str, bytes], packing=zipfile.ZIP_DEFLATED) -> Path:
    """Write files into a zip."""
    with zipfile.ZipFile(path, "w", packing) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path
