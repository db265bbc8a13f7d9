"""What each check asks; the command line and the pages say the same."""

from analytics.findings import GateName

GATE_WORDS: dict[str, str] = {
    GateName.ENOUGH_PURCHASES: "Enough purchases?",
    GateName.PRICE_VARIATION: "Did prices move enough?",
    GateName.OWN_PRICE_SIGN: "Do sales fall when the price rises?",
    GateName.ELASTICITY_BAND: "Is the answer to prices clear, and usual?",
    GateName.CONFOUNDING: "Did prices stay clear of demand?",
    GateName.INSTRUMENT_STRENGTH: "Does the outside column move prices?",
    GateName.ONE_PRICE_A_DAY: "One price a day?",
}
