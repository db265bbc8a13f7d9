"""Pictures of products that the command line names: looked at before what needs them begins."""

import argparse

from analytics.cli.import_keras import import_keras_quietly
from analytics.cli.picture_words import pictures_in_words
from analytics.cli.stages import stage_words
from analytics.embeddings.work import (
    RECORD,
    PictureConfig,
    look_at_pictures,
    pictures_work,
    product_pictures,
)
from data.store import Shop

PICTURES_HELP = "pictures of products, a zip or a folder: called as in column image of --products, or as ids"


def bring_pictures(options: argparse.Namespace, shop: Shop) -> None:
    """Look at the pictures that the options name, where they name any, and say what came of them."""
    if options.pictures is None:
        return
    work = pictures_work(options.pictures)
    with work.directory(shop, is_kept=True) as directory:
        work.write_snapshot(shop, PictureConfig(options.pictures.name), directory)
        import_keras_quietly()
        look_at_pictures(directory, lambda stage: options.voice.say(stage_words(stage)))
        record = RECORD.read(directory)
    options.voice.say(pictures_in_words(record, len(product_pictures(shop)[0])))
