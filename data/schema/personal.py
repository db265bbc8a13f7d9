"""What a column may say of a person, and what takes the place of its values."""

from enum import StrEnum


class PersonalKind(StrEnum):
    """What a column says of a person."""

    EMAIL = "email"
    PHONE = "phone"
    NAME = "name"
    ADDRESS = "address"
    BIRTH_DATE = "birth_date"
    BANK_ACCOUNT = "bank_account"  # an IBAN
    CARD_NUMBER = "card_number"
    FREE_TEXT = "free_text"  # with addresses, numbers or accounts in it


class PersonalChoice(StrEnum):
    """What a shop does with personal data that files bring."""

    AUTOMATIC = "automatic"  # columns that look personal are replaced, ids where they look so themselves
    ALL = "all"  # ids and columns
    KEEP = "keep"  # all stays as it is


class Replacement(StrEnum):
    """What takes the place of the values of a personal column."""

    PSEUDONYM = "pseudonym"  # the same for the same value, and known to the table of identities
    SCRUB = "scrub"  # e-mail addresses, phone and account numbers in a text are blanked
    LEAVE_OUT = "leave_out"  # the column is not kept
    KEEP = "keep"


USUAL: dict[PersonalKind, Replacement] = {
    PersonalKind.EMAIL: Replacement.PSEUDONYM,
    PersonalKind.PHONE: Replacement.PSEUDONYM,
    PersonalKind.NAME: Replacement.PSEUDONYM,
    PersonalKind.ADDRESS: Replacement.PSEUDONYM,
    PersonalKind.BIRTH_DATE: Replacement.LEAVE_OUT,  # few share one; an age band tells as much
    PersonalKind.BANK_ACCOUNT: Replacement.LEAVE_OUT,
    PersonalKind.CARD_NUMBER: Replacement.LEAVE_OUT,
    PersonalKind.FREE_TEXT: Replacement.SCRUB,
}
