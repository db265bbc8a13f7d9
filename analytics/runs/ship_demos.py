"""Train the demo shops anew and keep what comes with the app: `python -m analytics.runs.ship_demos`."""

import sys
import time
from pathlib import Path

from analytics.runs.demos import DEMOS, Demo
from analytics.runs.process import run_directory
from analytics.runs.shipped import HOME, archive_of, pack_training
from analytics.runs.take_snapshot import write_snapshot
from analytics.runs.train import train
from data.engine.directories import passing_directory
from data.services.workspaces import open_workspace


def ship(demo: Demo, home: Path = HOME) -> None:
    """Load a demo shop into a passing workspace, train it as the app does, and keep the training."""
    with passing_directory() as passing:
        shop = demo.load(open_workspace(passing), None)
        try:
            with run_directory(shop, is_kept=True) as directory:
                write_snapshot(shop, demo.config, directory)
                train(directory)
            pack_training(directory, demo.training, home)
        finally:
            shop.close()


def main() -> int:
    """Ship every demo, and say how large it is and how long that took."""
    for demo in DEMOS:
        started = time.perf_counter()
        ship(demo)
        megabytes = archive_of(demo.training).stat().st_size / 1e6
        seconds = time.perf_counter() - started
        sys.stderr.write(f"{demo.shop_name}: {megabytes:.1f} MB, trained in {seconds:.0f} s\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
