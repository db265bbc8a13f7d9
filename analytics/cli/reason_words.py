"""What checks found and what would help, in words: every reason's two templates."""

from analytics.findings import Reason

_PRICE_TEST = "Run a price test"
_LONG_TEST = f"{_PRICE_TEST}: ±10 % in alternating weeks for eight weeks"
_OTHER_PRICE = "Ask for another price, or change your limits"
_SHIFTER = "Name a column that shifts prices but not demand (cost, tariff), or draw some prices by lot"
_ELASTICITY = "Elasticity {value:.2f} (90 % band {low:.2f} to {high:.2f})"
REASONS: dict[Reason, tuple[str, str]] = {  # what was found, and what would help
    Reason.PRICE_NEVER_MOVED: ("The price never moved", _LONG_TEST),
    Reason.PRICE_MOVED: ("Prices moved by {value:tenths} (standard deviation)", _LONG_TEST),
    Reason.ONE_PRICE_A_DAY: ("Customers of one day paid one price", ""),
    Reason.SEVERAL_PRICES_A_DAY: (
        "Customers of one day paid different unit prices (weight, quantity tier or channel)",
        "Leave the product out, or upload each tier or channel as a product of its own",
    ),
    Reason.PURCHASES_SEEN: (
        "{value:purchase was|purchases were} seen",
        "Wait for {n_enough:.0f} purchases, or choose a better seller",
    ),
    Reason.SALES_FELL: ("Sales fell when the price rose", ""),
    Reason.SALES_HARDLY_ANSWERED: (
        "Sales hardly answered the price; the figure leans on the other products",
        "Vary this price more, or wait",
    ),
    Reason.SALES_ROSE: (
        "Sales rose when the price rose: something else moved both",
        "Give a cost column as an instrument, or run a price test with prices drawn by lot",
    ),
    Reason.ELASTICITY_USUAL: (_ELASTICITY, ""),
    Reason.ELASTICITY_NEAR_EDGE: (
        f"{_ELASTICITY} is near the edge of what is usual, −5 to −0.2",
        _PRICE_TEST,
    ),
    Reason.ELASTICITY_FLAT: (
        f"{_ELASTICITY} is close to zero. Customers hardly look at this price, or it rose whenever they "
        "wanted more; the advice takes a discount on it as mostly given away",
        _PRICE_TEST,
    ),
    Reason.ELASTICITY_STEEP: (
        f"{_ELASTICITY} is unusually steep. That happens where customers stock up or wait for a promotion; "
        "the advice takes all that they buy more as new sales",
        "Try the discount for longer than customers stock up, and see whether sales fall afterwards",
    ),
    Reason.ELASTICITY_UNKNOWN: (
        f"{_ELASTICITY}: the data do not show how much sales answer this price",
        f"{_PRICE_TEST}, or wait for more sales",
    ),
    Reason.FOLLOWED_NOTHING: ("Prices did not follow demand, as far as the instrument shows", ""),
    Reason.FOLLOWED_AND_CORRECTED: ("Prices followed demand; the instrument corrects for it", ""),
    Reason.NEXT_PRICE_SILENT: ("The next period's prices do not predict today's sales", ""),
    Reason.NEXT_PRICE_PREDICTS: (
        "The next period's prices predict today's sales: prices may have followed demand",
        _SHIFTER,
    ),
    Reason.NEXT_PRICE_CLEARLY_PREDICTS: (
        "Prices followed demand: the next period's prices clearly predict today's sales",
        _SHIFTER,
    ),
    Reason.INSTRUMENT_STRONG: ("The instruments move prices (first-stage F {value:,.1f})", ""),
    Reason.INSTRUMENT_WEAK: (
        "The instruments hardly move prices (first-stage F {value:,.1f})",
        "Name a column that moves prices more, or leave the instrument out",
    ),
    Reason.BOUGHT_TOGETHER: ("Parts were bought together in {value:visit|visits}", ""),
    Reason.EXCLUDED: ("Excluded from bundles", "Take it off your limits to sell it so"),
    Reason.OUT_OF_STOCK: ("Out of stock, so no bundle with it can be sold", "Restock it"),
    Reason.TOO_DEEP: ("{is:tenths} off is deeper than the {limit:share} that you allow", _OTHER_PRICE),
    Reason.TOO_LARGE_A_CHANGE: (
        "{is:tenths} less than today is a larger change than the {limit:share} that you allow",
        _OTHER_PRICE,
    ),
    Reason.MARGIN_TOO_SMALL: ("Its margin of {is:tenths} is below the least of {limit:share}", _OTHER_PRICE),
    Reason.BELOW_COST: (
        "At {price:,.2f} it would be sold below the {cost:,.2f} that its parts cost",
        "Check that the cost column is of one unit, or allow prices below cost in your limits",
    ),
    Reason.NO_PRICE_ALLOWED: (
        "There is no such price below the parts' price that keeps your limits",
        _OTHER_PRICE,
    ),
    Reason.PARTS_NEVER_SO_LOW: ("Its parts were never sold below {value:share} off", ""),
    Reason.ENDS_ELSEWHERE: ("Its price ends as you ask at {value:tenths} off, not at {wanted:tenths}", ""),
    Reason.TOO_LITTLE_LEFT: ("What {scarce} has left does not reach for this discount", ""),
    Reason.REACHES_NO_FURTHER: ("{scarce} does not reach further", ""),
    Reason.GROUPS_APART: ("A group of customers would pay over {limit:tenths} more than all on average", ""),
    Reason.CUT_BACK: (
        "A deeper discount looked better; this one is as deep as half of its parts, or two products of the "
        "catalog (of a large one, two in a thousand), were ever sold",
        "",
    ),
    Reason.NOT_ALL_SO_LOW: (
        "Not all of its parts were ever sold so low; at their lowest, {together:share} off",
        "",
    ),
    Reason.BAND_HOLDS_ZERO: ("The band of its profit includes zero", ""),
    Reason.NOTHING_EARNS_MORE: ("No discount earns more than selling the parts alone", ""),
    Reason.NOTHING_EARNS_CLEARLY_MORE: ("No discount earns clearly more than selling the parts alone", ""),
    Reason.PASSED: ("Passed every gate", ""),
    Reason.AS_TOLD: ("{detail}", "{remedy}"),
}
