"""Forecasts of interests side by side: what the best is worth, and what the autoencoder adds."""

from pathlib import Path

import pandas as pd

from analytics.cli.forecast_words import FORECAST_WORDS
from analytics.interests.baselines import Method
from analytics.interests.work import MODELS, RECORD
from components.interests.charts import gains_chart
from components.interests.over_time import HORIZON
from components.interests.words import latent_words
from components.shell import choices, display, session, tables
from data.store import Shop

INTERVAL = ("Lower end of the 95 % interval", "Upper end of the 95 % interval")
GAIN = "Log-loss a purchase below that of the best simple forecast [nats]; by the same customers"
COMPARED_COLUMNS = {
    "title": tables.text("Forecast"),
    "is_default": tables.tick("Used", "The simplest that none beats with a 95 % interval beyond zero"),
    "log_loss": tables.number("Log-loss", "The surprise at a purchase [nats]; lower is better", 4),
    "gain": tables.number("Gain", GAIN, 4),
    **tables.band("gain", tables.number, INTERVAL, decimals=4),
    "ndcg": tables.number("NDCG@10", "How well the ten likeliest categories are ranked; 1 is perfect", 4),
    "brier": tables.number("Brier", "Squared distance of shares and purchases; lower is better", 4),
    "coverage": tables.share("In 90 % band", "Shares seen that lay in their band; 90 % is right"),
}


def compared(shop: Shop, directory: Path) -> pd.DataFrame:
    """Return the forecasts with their figures and titles, at all horizons."""

    def read() -> pd.DataFrame:
        table = MODELS.read(directory)
        return table.assign(title=[FORECAST_WORDS[Method(method)] for method in table["method"]])

    return session.computed(shop, ("forecasts of interests", directory.name), read)


def show_comparison(shop: Shop, directory: Path) -> None:
    """Draw the forecasts of one horizon by what they gain, and whether the latent is alive."""
    days = int(choices.choose_code("Judged on", HORIZON, width=240, key="judged-horizon"))
    table = compared(shop, directory)
    rows = table[table["horizon_days"] == days].sort_values("log_loss", ignore_index=True)
    figure = gains_chart(rows, rows["title"].tolist())
    display.show_chart(figure, rows, COMPARED_COLUMNS, "forecasts-compared", is_folded=False)
    display.show_note(latent_words(RECORD.read(directory)["latent"], rows))
