"""What columns say of a person and what takes their place, in words; both doors say the same."""

from collections.abc import Mapping

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


def replaced_words(chosen: Mapping[str, Replacement]) -> str:
    """Return in a sentence what becomes of columns that look personal."""
    listed = ", ".join(f"{name} ({DONE_WORDS[how]})" for name, how in chosen.items())
    return f"Not as they stand: {listed}."
