"""The price of privacy as long work: shops are simulated, learned from at each epsilon, and compared."""

from collections.abc import Callable
from dataclasses import asdict
from enum import StrEnum
from pathlib import Path

import numpy as np
import pandas as pd

from analytics.jobs.kinds import WorkStage
from analytics.jobs.shop_work import shop_work
from analytics.jobs.state import Progress, part_of
from analytics.numerics import mean_with_band, random_stream
from analytics.private_training.accounting import Spending
from analytics.private_training.config import PrivacyConfig
from analytics.private_training.demand.canaries import PlantedShop
from analytics.private_training.noise import secret_stream
from analytics.runs.privacy_price.config import PrivacyPriceConfig
from analytics.runs.privacy_price.files import PRICES, RECORD, SHOPS
from analytics.runs.privacy_price.known_shop import KnownShop
from analytics.simulation.config import WorldConfig
from data.engine.directories import passing_directory
from data.privacy.digests import write_digests
from data.store import Shop

_VISITS = 12.0  # a customer, on average
_MADE = 0.1  # of the time that a shop takes, once it is there


class PrivacyPriceStage(WorkStage):
    """What the work does, in order, and the share of its time."""

    ATTACKING = "attacking_models", 0.1
    TRYING = "trying_epsilons", 0.9


def write_snapshot(shop: Shop, config: PrivacyPriceConfig, directory: Path) -> None:
    """Read nothing of the shop: all customers are simulated."""


def price_privacy(directory: Path, say: Callable[[StrEnum], None] | None = None) -> None:
    """Do what a directory asks for, and write what came of it."""
    config, progress = PRIVACY_PRICE.asked(directory), Progress(directory, PRIVACY_PRICE.kind.stages, say)
    with progress.stage(PrivacyPriceStage.ATTACKING) as report:
        attacks = attacked(config, report)
    with progress.stage(PrivacyPriceStage.TRYING) as report:
        rows = []
        for number in range(config.n_shops):
            part = part_of(report, number / config.n_shops, (number + 1) / config.n_shops)
            rows += [row | {"shop": number + 1} for row in tried(config, config.seed + number, part)]
    _write(directory, config, pd.DataFrame(rows), attacks)
    write_digests(directory)


def _write(directory: Path, config: PrivacyPriceConfig, shops: pd.DataFrame, attacks: pd.DataFrame) -> None:
    """Write one row per shop and epsilon, and what that says of each epsilon."""
    prices = priced(shops, config.seed).merge(attacks, on="epsilon")
    SHOPS.write(directory, shops)
    PRICES.write(directory, prices)
    plain = prices.assign(epsilon=prices["epsilon"].replace(np.inf, None))
    told = plain.astype(object).where(plain.notna(), None).to_dict("records")
    RECORD.write(directory, {"config": asdict(config), "prices": told}, indent=2)


def attacked(config: PrivacyPriceConfig, report: Callable[[float], None]) -> pd.DataFrame:
    """Return what an attack on planted customers learns at each epsilon; without privacy noise is off.

    epsilon, n_guesses, n_right, accuracy, epsilon_low (see `Attack`)
    """
    rng = random_stream(config.seed, "canaries")
    shop, rows = PlantedShop.draw(rng), []
    for i, way in enumerate(config.ways):
        least = PrivacyConfig(min(config.epsilons), config.delta) if way is None else way
        silent = Spending(0.0, least.sampling_share, least.n_steps) if way is None else None
        attack = shop.attack(least, secret_stream(), silent)
        epsilon = np.inf if way is None else way.epsilon
        rows.append(
            {
                "epsilon": epsilon,
                **vars(attack),
                "accuracy": attack.accuracy,
                "epsilon_low": attack.epsilon_low,
            }
        )
        report((i + 1) / len(config.ways))
    return pd.DataFrame(rows)


def tried(
    config: PrivacyPriceConfig, seed: int, report: Callable[[float], None]
) -> list[dict[str, float | None]]:
    """Return what came of each way to train on one simulated shop, the least private first."""
    world = WorldConfig(
        n_customers=config.n_customers,
        n_products=config.n_products,
        n_visits_per_customer=_VISITS,
        seed=seed,
    )
    with passing_directory() as place:
        shop = KnownShop.make(world, place)
        report(_MADE)
        n, left = len(config.ways), 1 - _MADE
        return [
            shop.tried(way, part_of(report, _MADE + left * i / n, _MADE + left * (i + 1) / n))
            for i, way in enumerate(config.ways)
        ]


def priced(shops: pd.DataFrame, seed: int) -> pd.DataFrame:
    """Return one row per epsilon, the least private first: means over shops, with 90 % bands.

    captured_share is of the possible extra profit; kept_share is of what advice without privacy captures.

    Parameters
    ----------
    shops : as of `SHOPS`
    """
    public = shops[np.isinf(shops["epsilon"])].set_index("shop")["profit"]
    shops = shops.assign(kept_share=shops["profit"] / shops["shop"].map(public).replace(0, np.nan))
    rows = []
    for epsilon, own in shops.groupby("epsilon", sort=False):
        row: dict[str, object] = {"epsilon": epsilon, "n_shops": len(own)}
        for name in ("captured_share", "kept_share"):
            ends = mean_with_band(own[[name]].to_numpy(float), random_stream(seed, name))
            row |= dict(
                zip((name, f"{name}_low", f"{name}_high"), (float(of[0]) for of in ends), strict=True)
            )
        rows.append(row | {name: own[name].mean() for name in ("withheld_share", "log_loss", "profit")})
    return pd.DataFrame(rows)


PRIVACY_PRICE = shop_work(
    "privacy_price", price_privacy, PrivacyPriceStage.shares(), PrivacyPriceConfig, write_snapshot
)
