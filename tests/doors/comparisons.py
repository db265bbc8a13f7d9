"""What each option of `compare` does, told by the tables that it wrote."""

import json

import pandas as pd
import pytest

from analytics.pricing.price_book.yearly import WEEKS_A_YEAR
from tests.doors.limits import Check
from tests.doors.rows import Doors


def compared(doors: Doors, name: str) -> pd.DataFrame:
    """Return what a row wrote of all segments together, by scenario."""
    out = doors.done(name).out
    table = pd.read_csv(out) if out.suffix == ".csv" else pd.read_parquet(out)
    return table[table["is_total"]].set_index("scenario")


def scenarios_are_those_of_the_file(doors: Doors) -> None:
    for name in ("compared", "later compared"):
        table = compared(doors, name)
        assert table["discount_share"].to_dict() == {"Flat": 0.04, "Coupon": 0.06}
        assert table["n_visits"]["Coupon"] == pytest.approx(1.5 * table["n_visits"]["Flat"])
    assert compared(doors, "compared")["n_visits"]["Flat"] == pytest.approx(1000)


def the_bundle_compared_is_the_one_named(doors: Doors) -> None:
    bundle = doors.done("compared").options.bundle
    price = doors.done("money").book.set_index("offer_id").loc[bundle, "component_price"].iloc[0]
    assert compared(doors, "compared")["bundle_price"]["Flat"] == pytest.approx(0.96 * price, abs=0.006)


def the_model_compared_with_is_the_one_named(doors: Doors) -> None:
    segments = pd.read_csv(doors.done("compared").out)["segment"].dropna()
    assert set(segments) == set(doors.world.customers["region"])
    later = pd.read_parquet(doors.done("later compared").out)["segment"].dropna()
    assert set(later) == set(doors.done("later").book["segment"])


def amounts_are_of_the_unit_asked_for(doors: Doors) -> None:
    names = ("compared", "compared in weeks", "compared per visits")
    year, weeks, visits = (compared(doors, name) for name in names)
    horizon = weeks["n_visits"]["Flat"], json.loads((doors.files / "scenarios.json").read_text())["horizon"]
    assert horizon[0] == pytest.approx(horizon[1]["visits_a_week"] * horizon[1]["weeks"])
    for name in ("revenue", "incremental_profit"):
        told = visits[name] * weeks["n_visits"] / 1000
        assert weeks[name].tolist() == pytest.approx(told.tolist())
        a_year = weeks[name] * WEEKS_A_YEAR / horizon[1]["weeks"]
        assert year[name].tolist() == pytest.approx(a_year.tolist())


COMPARE: dict[str, Check] = {
    "--model": the_model_compared_with_is_the_one_named,
    "--workspace": the_model_compared_with_is_the_one_named,
    "--shop": the_model_compared_with_is_the_one_named,
    "--scenarios": scenarios_are_those_of_the_file,
    "--bundle": the_bundle_compared_is_the_one_named,
    "--unit": amounts_are_of_the_unit_asked_for,
    "--out": scenarios_are_those_of_the_file,
}
