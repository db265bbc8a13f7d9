"""Shops that train in processes of their own: started, asked over the loopback address, and ended."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from analytics.federated.apart.middle import LostError, Middle
from analytics.federated.apart.sockets import HOST, Address, new_key, socket_lines
from analytics.jobs.state import part_of
from analytics.runs import artifacts
from analytics.runs.federated.config import JointConfig, Place
from analytics.runs.federated.flower import flower_lines
from analytics.runs.federated.together import Together, losses_by_lot
from analytics.runs.scoring.stored import model_of
from data.privacy.key import is_encrypting
from data.schema import InputError

KEY = "BUNDLEWISE_SHOP_KEY"  # of one training; whoever has it may ask its shops
_ROOT, _PREPARING, _PATIENCE_SECONDS = Path(__file__).parents[3], 0.3, 20


def fit_apart(folders: Sequence[Path], config: JointConfig, report: Callable[[float], None]) -> Together:
    """Train the shops of some snapshots, each in a process of its own, and return their models.

    Raises
    ------
    InputError
        A shop's process does not begin, or Flower is asked for and absent.
    """
    key = new_key()
    with ExitStack() as held:
        addresses: dict[int, Address] = {}
        shops = [held.enter_context(_shop(folder, i, key)) for i, folder in enumerate(folders)]
        for i, process in enumerate(shops):
            addresses[i] = (HOST, _port_of(process))
            report(_PREPARING * (i + 1) / len(folders))
        is_flower = config.place is Place.FLOWER
        way = flower_lines(addresses, key) if is_flower else socket_lines(addresses, key)
        lines = held.enter_context(way)
        middle = Middle(lines, len(folders), config.training, losses_by_lot(config, len(folders)))
        try:
            server = middle.train(part_of(report, _PREPARING, 1.0))
        except LostError:
            raise InputError("the shops' processes cannot be reached", "Start it again") from None
    models = tuple(model_of(folder) if artifacts.MODEL.is_in(folder) else None for folder in folders)
    return Together(models, middle.n_own, server, tuple(middle.lost), middle.fewest)


@contextmanager
def _shop(folder: Path, number: int, key: bytes) -> Iterator["subprocess.Popen[str]"]:
    """Start the process of a shop, and see that it ends with the block."""
    with (Path(os.devnull) if is_encrypting() else folder / "log.txt").open("w") as log:
        process = subprocess.Popen(  # noqa: S603  our own interpreter and module
            [sys.executable, "-m", "analytics.runs.federated.shop_process", str(folder), str(number)],
            cwd=_ROOT,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
            env=os.environ | {KEY: key.decode(), "TF_CPP_MIN_LOG_LEVEL": "3"},
        )
    with process:
        try:
            yield process
            process.wait(_PATIENCE_SECONDS)
        except subprocess.TimeoutExpired:
            pass
        finally:
            process.kill()


def _port_of(process: "subprocess.Popen[str]") -> int:
    """Return where a shop listens, once it is ready; raises InputError where its process has ended."""
    said = process.stdout.readline() if process.stdout else ""
    if not said.strip().isdigit():
        raise InputError("a shop's process has ended before it began", "Start it again")
    return int(said)
