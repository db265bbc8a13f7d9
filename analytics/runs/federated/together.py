"""Snapshots of several shops → one model for each, trained together."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from analytics.demand.cells import learned_cells
from analytics.demand.choice import BasketChoice, ChoiceConfig
from analytics.demand.product_columns import column_names
from analytics.federated.averaging import Averaging, train_together
from analytics.federated.client import Client
from analytics.federated.secure.secure_sum import SecureSum
from analytics.jobs.state import part_of
from analytics.numerics import random_stream
from analytics.runs.config import LARGEST_SEED
from analytics.runs.federated.config import JointConfig
from analytics.runs.snapshot import Snapshot

_APART = 104_729  # a prime: shops whose customers are weighed by the same lots would err together
_PREPARING = 0.3  # of the time


@dataclass(frozen=True)
class Together:
    """Shops that were trained together.

    Attributes
    ----------
    models : of each shop, None of one that was lost for good
    n_own : rows of weights that stayed in each shop
    lost : shop and round of every message that was lost
    fewest : shops that it takes for a sum
    """

    models: tuple[BasketChoice | None, ...]
    n_own: tuple[int, ...]
    server: Averaging
    lost: tuple[tuple[int, int], ...]
    fewest: int


def fit_together(
    snapshots: Sequence[Snapshot], config: JointConfig, report: Callable[[float], None]
) -> Together:
    """Train on snapshots, each by a client of its own that hands on masked updates alone."""
    clients = []
    for i, snapshot in enumerate(snapshots):
        own = (_PREPARING * (i + j) / len(snapshots) for j in (0, 1))
        clients.append(client_of(snapshot, config, i, part_of(report, *own)))
    is_lost, summing = losses_by_lot(config, len(clients)), SecureSum(len(clients))
    server = train_together(clients, config.training, summing, part_of(report, _PREPARING, 1.0), is_lost)
    rounds = range(1, config.rounds + 1)
    lost = tuple((i, part) for part in rounds for i in range(len(clients)) if is_lost(i, part))
    models = tuple(client.finish(server.shared) for client in clients)
    return Together(models, tuple(client.n_own for client in clients), server, lost, summing.fewest)


def losses_by_lot(config: JointConfig, n_shops: int) -> Callable[[int, int], bool]:
    """Return whether a shop's message is lost in a round, from 1 on."""
    drawn = random_stream(config.seed, 1).random((n_shops, config.rounds)) < config.lost_share
    return lambda shop, part: bool(drawn[shop, part - 1])


def client_of(
    snapshot: Snapshot, config: JointConfig, number: int, report: Callable[[float], None]
) -> Client:
    """Return a shop's side of the training, ready to join.

    Parameters
    ----------
    number : of the shop, from 0: each draws lots of its own
    """
    seed = (config.seed + _APART * number) % (LARGEST_SEED + 1)
    model = BasketChoice(ChoiceConfig(n_members=config.training.n_members, seed=seed))
    training = model.prepare(*snapshot.fit_arguments(report))
    return Client(model, training, column_names(snapshot.listing), config.training)


def earlier(snapshot: Snapshot, seed: int) -> Snapshot:
    """Return what was known before the holdout: the same shop without its latest visits."""
    log = snapshot.log.where(snapshot.log.visited_at < snapshot.boundary)
    return replace(snapshot, log=log, cells=learned_cells(log, seed), customers=snapshot.customers_before)
