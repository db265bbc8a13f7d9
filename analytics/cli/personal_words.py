"""What columns say of a person and what takes their place, in words; both doors say the same."""

from collections.abc import Mapping, Sequence

from data.schema import PersonalKind, Replacement

PERSONAL_WORDS: Mapping[PersonalKind, str] = {
    PersonalKind.EMAIL: "e-mail addresses",
    PersonalKind.PHONE: "phone numbers",
    PersonalKind.NAME: "names of people",
    PersonalKind.ADDRESS: "addresses",
    PersonalKind.BIRTH_DATE: "dates of birth",
    PersonalKind.BANK_ACCOUNT: "bank accounts",
    PersonalKind.CARD_NUMBER: "card numbers",
    PersonalKind.FREE_TEXT: "texts that name addresses or numbers",
}
REPLACEMENT_WORDS: Mapping[Replacement, str] = {
    Replacement.KEEP: "Keep as it is",
    Replacement.LEAVE_OUT: "Leave out",
    Replacement.PSEUDONYM: "Replace by pseudonyms",
    Replacement.SCRUB: "Blank addresses and numbers in it",
}
DONE_WORDS: Mapping[Replacement, str] = {
    Replacement.KEEP: "kept",
    Replacement.LEAVE_OUT: "left out",
    Replacement.PSEUDONYM: "replaced by pseudonyms",
    Replacement.SCRUB: "kept without addresses and numbers",
}


def personal_words(found: Mapping[str, PersonalKind]) -> str:
    """Return in a sentence which columns look personal, and what they seem to hold."""
    listed = ", ".join(f"{name} ({PERSONAL_WORDS[kind]})" for name, kind in found.items())
    return f"These columns look personal, and no price needs them: {listed}."


KEEP_WORDS = (
    "Personal data is replaced unless you say otherwise: import and run keep it all as it is with "
    '--no-pseudonyms, and one column with "personal": {{"{column}": "keep"}} in a --mapping\'s constants.'
)


def ids_words(kind: PersonalKind) -> str:
    """Return in a sentence that customer ids look personal, and that pseudonyms stand for them."""
    return (
        f"Customer ids are {PERSONAL_WORDS[kind]}: keyed pseudonyms stand for them in this shop, the same in "
        "all files and shops of the workspace."
    )


def kept_ids_words(kind: PersonalKind) -> str:
    """Return in a sentence that customer ids look personal, and stay since the shop has them so."""
    return (
        f"Customer ids are {PERSONAL_WORDS[kind]}, and stay as this shop has them: "
        "import its files into a new shop to have them replaced."
    )


def joined_words(columns: Sequence[str]) -> str:
    """Return in a sentence which personal columns stay, since the shop has them in plain."""
    listed = ", ".join(columns)
    return f"Kept as they are, to go on matching what earlier files of this shop brought: {listed}."


def replaced_words(chosen: Mapping[str, Replacement]) -> str:
    """Return in a sentence what becomes of columns that look personal."""
    done = {name: how for name, how in chosen.items() if how is not Replacement.KEEP}
    listed = ", ".join(f"{name} ({DONE_WORDS[how]})" for name, how in done.items())
    return f"Not as they stand: {listed}."
