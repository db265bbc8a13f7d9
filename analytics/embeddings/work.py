"""A shop's pictures as long work: from a zip to vectors beside the shop; only new ones are computed."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import partial
from pathlib import Path

import numpy as np
import pandas as pd

from analytics.arrays import Floats
from analytics.embeddings.kept import PLACE, Kept
from analytics.embeddings.looking import Looking
from analytics.embeddings.picture_names import pictures_of_products
from analytics.embeddings.pictures import WIDTH
from analytics.jobs.kinds import WorkStage
from analytics.jobs.shop_work import FOLDER, ShopWork, shop_work
from analytics.jobs.state import Progress
from data.privacy.digests import write_digests
from data.privacy.encrypted_files import emptying, filling
from data.privacy.formats import Arrays, Document, Frame
from data.read.opening import is_folder
from data.read.pictures import check_pictures, pack_pictures, pictures_in
from data.store import Shop

UPLOADED = "uploaded"  # folder of the zip, which goes once it is looked at
ZIP = "pictures.zip"
NAMES = Frame("pictures.parquet", ("name", "digest"))
RECORD = Document("pictures.json", {"n_read": int, "n_new": int, "n_pictures": int, "passed_over": dict})
VECTORS = Kept("pictures", Arrays("picture_vectors.npz"), WIDTH)


class PictureStage(WorkStage):
    """What the work does, in order, and the share of its time."""

    LOOKING = "looking_at_pictures", 1.0


@dataclass(frozen=True)
class PictureConfig:
    """What is asked of the work.

    Parameters
    ----------
    file : what people call the zip
    """

    file: str = ZIP


def pictures_work(place: Path) -> ShopWork[PictureConfig]:
    """Return the work on the pictures of a zip or a folder; those of before stay, but for equal names.

    Its start raises InputError where the zip cannot be used.
    """
    return replace(PICTURES, snapshot=partial(_take, place))


def _take(place: Path, shop: Shop, config: PictureConfig, directory: Path) -> None:
    """Copy a zip, once it is known to be one of pictures, and the names of those that were there before."""
    with filling(directory / UPLOADED) as folder:
        if is_folder(place):
            pack_pictures(place, folder / ZIP)
        check_pictures(folder / ZIP if is_folder(place) else place, config.file)
        if not is_folder(place):
            shutil.copyfile(place, folder / ZIP)
    NAMES.write(directory, known_pictures(shop.directory))


def known_pictures(shop_directory: Path) -> pd.DataFrame:
    """Return name and digest of the pictures of a shop; no row where it has none."""
    newest = PICTURES.newest(shop_directory)
    return NAMES.read(newest) if newest else pd.DataFrame({"name": [], "digest": []}, dtype=object)


def look_at_pictures(directory: Path, say: Callable[[StrEnum], None] | None = None) -> None:
    """Compute the vectors of those pictures of a directory's zip that the shop does not know yet.

    What was computed is kept when the work is cancelled.
    """
    config, progress = PICTURES.asked(directory), Progress(directory, PICTURES.kind.stages, say)
    looking = Looking(VECTORS.of(directory.parents[2]))
    with progress.stage(PictureStage.LOOKING) as report, emptying(directory / UPLOADED) as folder:
        n_named = check_pictures(folder / ZIP, config.file)
        try:
            for n, (name, content) in enumerate(pictures_in(folder / ZIP, config.file)):
                report(n / n_named)
                looking.take(name, content)
            looking.look()
        finally:
            looking.known.keep(looking.vectors)
    shutil.rmtree(directory / UPLOADED)
    _write(directory, looking)


def _write(directory: Path, looking: Looking) -> None:
    """Write which pictures there are by now, and what came of the zip."""
    before = NAMES.read(directory).set_index("name")["digest"].to_dict()
    names = before | {name: digest.hex() for name, digest in looking.names.items()}
    NAMES.write(directory, pd.DataFrame({"name": list(names), "digest": list(names.values())}))
    n_passed_over = sum(looking.passed_over.values())
    record = {
        "n_read": len(looking.names) + n_passed_over,
        "n_new": len(looking.vectors),
        "n_pictures": len(names),
        "passed_over": {problem.value: n for problem, n in looking.passed_over.items()},
    }
    RECORD.write(directory, record, indent=2)
    write_digests(directory)


def product_pictures(shop: Shop) -> tuple[list[str], Floats]:
    """Return the products of a shop that have a picture, and its vectors, (n_products, 1280)."""
    known, vectors = known_pictures(shop.directory), VECTORS.of(shop.directory)
    if known.empty:
        return [], vectors.vectors.astype(np.float32)[:0]
    digests = dict(zip(known["name"], map(bytes.fromhex, known["digest"]), strict=True))
    there = [name for name, digest in digests.items() if digest in vectors.place]
    of_products = pictures_of_products(shop.read("product_attributes"), there)
    places = [vectors.place[digests[name]] for name in of_products]
    return list(of_products.index), vectors.vectors[places].astype(np.float32)


def remove_pictures(shop_directory: Path) -> None:
    """Forget all pictures of a shop; what is at work on them is stopped first."""
    if job := PICTURES.active(shop_directory):
        PICTURES.cancel(shop_directory, job.job_id)
    for folder in (Path(FOLDER, PICTURES.kind.name), PLACE / VECTORS.folder):
        shutil.rmtree(shop_directory / folder, ignore_errors=True)


PICTURES = shop_work(
    "pictures", look_at_pictures, PictureStage.shares(), PictureConfig, partial(_take, Path(ZIP))
)
