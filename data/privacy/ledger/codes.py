"""What is decided about prices, why one is withdrawn, and what can be wrong with a ledger."""

from enum import StrEnum


class Act(StrEnum):
    """What an entry records."""

    ADVISED = "advised"
    APPROVED = "approved"
    EXPORTED = "exported"
    WITHDRAWN = "withdrawn"
    RESTORED = "restored"  # a withdrawal is taken back
    POLICY = "policy"  # whether two people have to approve
    REIDENTIFIED = "reidentified"  # customers were named, by their pseudonyms
    READ = "read"  # a page was opened, or a mart by command
    DOWNLOADED = "downloaded"
    IMPORTED = "imported"
    TRAINED = "trained"  # long work was started
    ERASED = "erased"
    ROLE_GIVEN = "role_given"
    ROLE_TAKEN = "role_taken"


DECISIONS = frozenset(
    {
        Act.ADVISED,
        Act.APPROVED,
        Act.EXPORTED,
        Act.WITHDRAWN,
        Act.RESTORED,
        Act.POLICY,
        Act.REIDENTIFIED,
    }
)
AUDITED = frozenset(Act) - DECISIONS  # what the audit log holds, a chain of its own


class Withdrawal(StrEnum):
    """Why a price is withdrawn."""

    WRONG_PRICE = "wrong_price"
    WRONG_COST = "wrong_cost"
    WRONG_DATA = "wrong_data"
    OUT_OF_STOCK = "out_of_stock"
    LAW = "law"
    OTHER = "other"


class Purpose(StrEnum):
    """What customers are named for."""

    MAILING = "mailing"
    SERVICE = "service"  # an order, a complaint, a return
    RESEARCH = "research"
    LAW = "law"
    OTHER = "other"


class Fault(StrEnum):
    """How the first bad entry is bad."""

    EDITED = "edited"  # its bytes are not what was signed
    FORGED = "forged"  # signed by another key, or for another chain
    DROPPED = "dropped"  # the entry of this number is gone, later ones are there
    REORDERED = "reordered"  # it stands at another place than it was written to
    CUT = "cut"  # the head counts further entries
    HEAD = "head"  # the head itself is gone, edited or forged
    BOOK = "book"  # the prices that the entry is about are gone or edited
