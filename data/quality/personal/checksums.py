"""Numbers of accounts and cards, told by their check digits.

References
----------
ISO 13616-1:2020, IBAN (remainder of 97). ISO/IEC 7812-1:2017, annex B (Luhn's formula).
"""

import re

_IBAN = re.compile(r"[A-Z]{2}\d{2}[A-Z0-9]{11,30}")
_CARD = re.compile(r"[3-6]\d{13,15}|6\d{18}")  # the first digits of the networks; an EAN has thirteen or less


def is_iban(text: str) -> bool:
    """Say whether a text is an IBAN with the right check digits."""
    plain = re.sub(r"[ -]", "", text)
    if not _IBAN.fullmatch(plain):
        return False
    digits = "".join(str(int(sign, 36)) for sign in plain[4:] + plain[:4])
    return int(digits) % 97 == 1


def is_card_number(text: str) -> bool:
    """Say whether a text is a number as payment cards have it, with the right check digit."""
    plain = re.sub(r"[ -]", "", text)
    if not _CARD.fullmatch(plain):
        return False
    digits = [int(digit) for digit in reversed(plain)]
    doubled = [sum(divmod(2 * digit, 10)) for digit in digits[1::2]]
    return (sum(digits[::2]) + sum(doubled)) % 10 == 0
