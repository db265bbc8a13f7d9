"""Which right each command asks for, of whoever it is run as; a command without a line here is an owner's."""

from collections.abc import Mapping

from data.privacy.ledger.codes import Act
from data.privacy.roles.rights import Right

_READS, _WORKS = (Right.READ_ROWS,), (Right.READ_ROWS, Right.TRAIN)
_OWNERS = tuple(Right)
COMMAND_RIGHTS: Mapping[str, tuple[Right, ...]] = {
    "run": (Right.CHANGE, Right.READ_ROWS, Right.TRAIN),
    "import": (Right.CHANGE, Right.READ_ROWS),
    "demo": (Right.CHANGE,),
    "encrypt": _OWNERS,
    "access": _READS,
    "forget": (Right.ERASE,),
    "retain": (Right.ERASE,),
    "price": _READS,
    "compare": _READS,
    "evidence": _READS,
    "validate": _WORKS,
    "monitor": _WORKS,
    "report": _READS,
    "segment": (Right.CHANGE, *_WORKS),
    "recommend": (Right.CHANGE, *_WORKS),
    "interests": (Right.CHANGE, *_WORKS),
    "search": (Right.CHANGE, *_WORKS),
    "train": _WORKS,
    "tune": _WORKS,
    "models": _WORKS,
    "imbalance": _WORKS,
    "transfer": _WORKS,
    "law": _READS,
    "ledger list": (Right.READ_LEDGER,),
    "ledger verify": (Right.READ_LEDGER,),
    "ledger export-key": (Right.READ_LEDGER,),
    "ledger export": (Right.DECIDE,),
    "ledger approve": (Right.DECIDE,),
    "ledger withdraw": (Right.DECIDE,),
    "ledger restore": (Right.DECIDE,),
    "ledger four-eyes": (Right.DECIDE,),
    "consent": (Right.CHANGE, Right.READ_ROWS),
    "fairness": _READS,
    "anonymize": (Right.READ_ROWS, Right.DOWNLOAD),
    "reidentify": (Right.REIDENTIFY, Right.DOWNLOAD),
    "private-figures": (Right.READ_ROWS, Right.DOWNLOAD),
    "privacy-budget": (Right.READ_ROWS, Right.CHANGE),
    "privacy-price": (),  # of simulated shops
    "federate": _WORKS,
    "mart": (),  # what is read of it, the shop itself decides
    "roles list": (Right.GIVE_ROLES,),
    "roles give": (Right.GIVE_ROLES,),
    "roles take": (Right.GIVE_ROLES,),
    "roles least": (Right.GIVE_ROLES,),
    "audit list": (Right.READ_AUDIT,),
    "audit verify": (Right.READ_AUDIT,),
}


COMMAND_ACTS: Mapping[
    str, Act | None
] = {  # what they are noted as; None: they note it themselves, or nothing
    **dict.fromkeys(COMMAND_RIGHTS),
    **dict.fromkeys(("compare", "evidence", "fairness", "law", "ledger list", "audit list"), Act.READ),
    **dict.fromkeys(("access", "price", "report", "anonymize", "private-figures"), Act.DOWNLOADED),
    "reidentify": Act.DOWNLOADED,
}


def act_of_command(command: str) -> Act | None:
    """Return what a command is noted as in the audit log, as read where nobody has thought about it."""
    return COMMAND_ACTS.get(command, Act.READ)


def rights_of_command(command: str) -> tuple[Right, ...]:
    """Return the rights that a command asks for, all of them where nobody has thought about it."""
    return COMMAND_RIGHTS.get(command, _OWNERS)
