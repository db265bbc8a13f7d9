"""What is said of a file whose columns were guessed: aloud on stderr, and in intake.json."""

from data.intake.mapping import Guess
from data.schema import InputError


def sentences_of(guessed: Guess) -> list[str]:
    """Return what a person should know of a guess: what its values told, what is doubtful."""
    by_values = [
        f"{name} is {column}"
        for name, column in guessed.mapping.columns.items()
        if guessed.why.get(name) == "values"
    ]
    told = [f"Told by the values, as the names say little: {', '.join(by_values)}."] if by_values else []
    return told + list(map(str, guessed.doubts))


def check_price(guessed: Guess, name: str) -> None:
    """Raise InputError where order lines would come in without a price beside columns of money."""
    if not guessed.unpriced:
        return
    columns = ", ".join(guessed.unpriced[:5])
    raise InputError(
        f"none of its columns of money is plainly the price of a line ({columns})",
        "Say which with --mapping, as net_price (of a unit) or net_total (of the line)",
        file=name,
    )
