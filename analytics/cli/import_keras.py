"""Keras imported without the greetings of its libraries, so that stderr holds the command's own words."""

import gc
import logging
import os
import sys
from pathlib import Path


def import_keras_quietly() -> None:
    """TensorFlow's libraries greet on stderr before any setting of theirs is read; progress stands there."""
    logging.getLogger("tensorflow").setLevel(logging.ERROR)  # of sizes that compile anew, say
    sys.stderr.flush()
    kept = os.dup(2)
    with Path(os.devnull).open("wb") as nowhere:
        os.dup2(nowhere.fileno(), 2)
        try:
            _import_keras()
        finally:
            os.dup2(kept, 2)
            os.close(kept)


def _import_keras() -> None:
    """Import Keras with garbage collections off, a third faster; none of them looks through it later."""
    gc.disable()
    try:
        import keras  # noqa: F401  an exception still travels up
    finally:
        gc.enable()
    gc.freeze()
