"""Keras imported without the greetings of its libraries, so that stderr holds the command's own words."""

import gc
import logging
import os
import sys
from pathlib import Path


def import_keras_quietly() -> None:
    """TensorFlow's libraries greet on stderr before any setting of theirs is read; progress stands there.

    Garbage collections are off meanwhile: it takes a third less, and none of them looks through Keras later.
    """
    logging.getLogger("tensorflow").setLevel(logging.ERROR)  # of sizes that compile anew, say
    sys.stderr.flush()
    kept = os.dup(2)
    with Path(os.devnull).open("wb") as nowhere:
        os.dup2(nowhere.fileno(), 2)
        gc.disable()
        try:
            import keras  # noqa: F401  an exception still travels up
        finally:
            gc.enable()
            os.dup2(kept, 2)
            os.close(kept)
    gc.freeze()
