"""Practice shops: generated, imported like any other, with their truth kept beside them."""

import shutil
from pathlib import Path

from analytics.simulation.config import WorldConfig
from analytics.simulation.files import TRUTH, Progress, read_truth, write_shop
from analytics.simulation.planted import PlantedTruth
from data.intake.load import Source, import_files
from data.intake.look import read_preview
from data.intake.mapping import guess_mapping
from data.privacy.scratch import scratch_directory
from data.schema import KINDS, Kind
from data.store import Shop, Workspace

_GENERATED = 0.5  # of the progress, when the files are written


def make_practice_shop(
    workspace: Workspace, name: str, config: WorldConfig, progress: Progress | None = None
) -> Shop:
    """Generate a shop, import its files as they would be uploaded, and keep its truth in its directory.

    Progress is told from another thread at times. Raises InputError where the name is taken or there is no
    room; nothing of the shop stays then.
    """
    say = progress or (lambda share, words: None)
    with workspace.creating(name) as shop, scratch_directory(shop) as directory:
        paths = write_shop(config, directory, lambda share, words: say(_GENERATED * share, words))
        shutil.copytree(directory / TRUTH, shop.directory / TRUTH)
        sources = [_source(path, kind) for kind in KINDS if (path := paths.get(kind))]
        import_files(shop, sources, lambda share, words: say(_GENERATED + 0.5 * share, words))
        if column := config.segment_column:
            shop.save_setting("segments", {"kind": "attribute", "attribute": column, "n_clusters": None})
    return workspace.open(name)


def truth_of(shop: Shop) -> PlantedTruth | None:
    """Return the truth behind a practice shop, None for any other shop."""
    directory = shop.directory / TRUTH
    return read_truth(directory) if directory.is_dir() else None


def _source(path: Path, kind: Kind) -> Source:
    return Source(path, path.name, kind, guess_mapping(read_preview(path), kind))
