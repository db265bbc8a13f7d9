"""Numbers in the sentences of rooms that know no screen, written as the pages write them."""


def percent(share: float, decimals: int = 0) -> str:
    """Return a share (0–1) as percent: 12 %; where no decimals are asked for, under 1 %."""
    if decimals == 0 and 0 < share < 0.01:
        return "under 1 %"
    return f"{100 * share:,.{decimals}f} %".replace("-", "\N{MINUS SIGN}")


def counted(number: int, noun: str) -> str:
    """Return a number with its noun: 1 order, 1,234 orders."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
