"""The columns of the tables of errors."""

from components.shell import tables

BAND_HELP = (
    "Lower end of the 90 % band: what other customers like these would have bought, less what is predicted",
    "Upper end of the 90 % band: what other customers like these would have bought, less what is predicted",
)
FIGURES = {
    "predicted": tables.number("Predicted", "Purchases: the sum of the predicted shares", 1),
    "bought": tables.count("Came", "Purchases in the visits held out"),
    "missed": tables.number("Missed", "Purchases that came less those predicted", 1),
    **tables.band("missed", tables.number, BAND_HELP, decimals=1),
    "revenue_missed": tables.money("Revenue missed", "The same at the prices faced, before all costs"),
    **tables.band("revenue_missed", tables.money, BAND_HELP, words="Revenue"),
    "adjusted_p": tables.number(
        "By chance",
        "How often chance alone would make something among all that is looked at together stand out so much "
        "(Holm); empty where customers are too few",
        3,
    ),
    "stands_out": tables.tick("Stands out", "By chance less often than 1 time in 20"),
    "n_chances": tables.count("Chances", "One chance: one product in front of one visit"),
    "n_customers": tables.count("Customers"),
    "log_loss": tables.number("Log-loss", decimals=4),
    "log_loss_expected": tables.number(
        "Log-loss if right", "What the predictions themselves expect. Rare purchases surprise less", 4
    ),
    "log_loss_rest": tables.number("Log-loss of the rest", decimals=4),
    "calibration_error": tables.share(
        "Calibration error", "Mean distance between predicted and bought shares over tenths of predictions", 2
    ),
    "calibration_error_by_chance": tables.share(
        "By chance alone", "The calibration error that a right model would have with so few chances", 2
    ),
    "calibration_error_rest": tables.share("Of the rest", "The calibration error of all others", 2),
}
GROUP_COLUMNS = {"group_name": tables.text("Group"), **FIGURES}
RANKED_COLUMNS = {"name": tables.text("Group"), **FIGURES}
SLICE_COLUMNS = {
    "name": tables.text("Slice", width=420),
    "chance_share": tables.share("Of the chances", "Of the half of the customers that judges"),
    **FIGURES,
}
DISTRIBUTION_COLUMNS = {
    "low": tables.number("Off by, from", "Bought (1) or not (0) less the share predicted"),
    "high": tables.number("To"),
    "n": tables.count("Chances"),
    "n_expected": tables.number("If right", "As many as there would be if every prediction were right", 1),
    "n_low": tables.number("If right, from", "Lower end of the 90 % band of chance", 1),
    "n_high": tables.number("If right, to", "Upper end of the 90 % band of chance", 1),
}
WORST_COLUMNS = {
    "row": tables.count("Row", "Of the file holdout.parquet of this training, from 0"),
    **tables.PRODUCT,
    **tables.SEGMENT,
    "visited_on": tables.day("Day"),
    "predicted": tables.share("Predicted", decimals=2),
    "log_loss": tables.number("Surprise", "The log-loss of this chance alone: the surprise at what happened"),
    "price": tables.money("Price", "Faced at the visit"),
    "relative_price": tables.share("Of today's price", decimals=0),
    "past_visits": tables.count("Earlier visits", "Of the same customer"),
    "past_share": tables.share("Bought before", "Share of the earlier visits on which it was bought", 0),
    "rest_of_basket": tables.count("Also bought", "Other products in the same basket"),
}
