"""The process of one shop: `python -m analytics.runs.federated.shop_process FOLDER NUMBER`."""

import os
import sys
from multiprocessing.connection import Listener
from pathlib import Path

from analytics.demand.model_files import save_choice
from analytics.federated.apart.shop import AnsweringShop
from analytics.federated.apart.sockets import HOST, serve
from analytics.jobs.shop_work import asked_of
from analytics.runs import artifacts
from analytics.runs.config import read_config
from analytics.runs.federated.apart import KEY
from analytics.runs.federated.config import JointConfig
from analytics.runs.federated.together import client_of
from analytics.runs.snapshot import read_snapshot


def main(folder: Path, number: int) -> None:
    """Get ready, say on which port, and answer until the model is kept."""
    config = asked_of(JointConfig, folder.parents[1])
    client = client_of(read_snapshot(folder, read_config(folder)), config, number, lambda share: None)

    def keep(model: object) -> None:
        with artifacts.MODEL.filling(folder) as filling:
            save_choice(filling, model)  # type: ignore[arg-type]

    shop = AnsweringShop(number, client, keep)
    with Listener((HOST, 0), authkey=os.environ[KEY].encode()) as listener:
        sys.stdout.write(f"{listener.address[1]}\n")
        sys.stdout.flush()
        serve(listener, shop.answer, lambda: shop.is_over)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
