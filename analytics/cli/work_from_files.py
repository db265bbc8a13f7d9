"""Long work from files: a shop filled, the work done in this process, its files in the folder asked for."""

import argparse
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Any

from analytics.cli.import_files import WRITTEN, filled_shop, write_intake
from analytics.cli.import_keras import import_keras_quietly
from analytics.cli.outputs import results_in
from analytics.cli.stages import stage_words
from analytics.jobs.shop_work import ShopWork
from data.engine.room import needing_room
from data.privacy.encrypted_files import copy_in_plain
from data.privacy.formats import Artifact
from data.store import Shop

Do = Callable[[Path, Callable[[StrEnum], None]], None]


@contextmanager
def work_from_files(
    options: argparse.Namespace,
    work: ShopWork[Any],
    do: Do,
    config: object,
    written: Sequence[Artifact],
    *,
    more: Sequence[str] = (),
    first: Callable[[Shop, Path], None] = lambda shop, draft: None,
    needs_keras: bool = True,
) -> Iterator[tuple[Path, Path]]:
    """Give the folder of results, filled, and the directory of the work that made them.

    Results are where the options ask for them once the block has ended well.

    Parameters
    ----------
    do : does the work of a directory, and says its stages
    config : what is asked
    written : of the work, copied to the results
    more : files that the block, or `first`, may write beside them
    first : is given the shop and the folder of results before the work begins
    """
    names = (*(artifact.name for artifact in written), *WRITTEN, *more)
    with results_in(options.out, names) as draft, filled_shop(options) as shop:
        write_intake(draft, shop, options.told)
        first(shop, draft)
        with work.directory(shop, is_kept=options.workspace is not None) as directory:
            options.voice.say("Taking a snapshot of the shop")
            work.write_snapshot(shop, config, directory)
            options.voice.release()
            shop.close()
            if needs_keras:
                import_keras_quietly()
            do(directory, lambda stage: options.voice.say(stage_words(stage)))
            with needing_room(options.out, "write the results"):
                for artifact in written:
                    copy_in_plain(directory / artifact.name, draft / artifact.name)
                yield draft, directory
