"""What forecasts of interests are called; the command line and the pages say the same."""

from collections.abc import Mapping

from analytics.interests.baselines import Method

FORECAST_WORDS: Mapping[Method, str] = {
    Method.EVERYBODY: "Everybody's shares",
    Method.RECENT: "What everybody bought lately",
    Method.SEGMENT: "The segment's shares",
    Method.LAST_PERIOD: "The customer's last period",
    Method.EXPONENTIAL: "The customer's past, older counting less",
    Method.CATEGORY_MEMORY: "The past, remembered by category",
    Method.TEMPORAL_VAE: "Temporal autoencoder (VAE)",
}
