"""Which right each page asks for in the shop that it shows; a page without a line here is an owner's."""

from collections.abc import Mapping

from data.privacy.roles.rights import Right

PAGE_RIGHTS: Mapping[str, Right] = {
    "upload": Right.CHANGE,
    "overview": Right.READ_AGGREGATES,
    "quality": Right.READ_ROWS,
    "persons": Right.READ_ROWS,
    "segments": Right.READ_ROWS,
    "lifetime": Right.READ_ROWS,
    "interests": Right.READ_ROWS,
    "recommendations": Right.READ_ROWS,
    "search": Right.READ_ROWS,
    "price-book": Right.READ_AGGREGATES,
    "response": Right.READ_ROWS,
    "bundles": Right.READ_ROWS,
    "scenarios": Right.READ_ROWS,
    "performance": Right.READ_ROWS,
    "validation": Right.READ_ROWS,
    "monitoring": Right.READ_ROWS,
    "errors": Right.READ_ROWS,
    "price-changes": Right.READ_ROWS,
    "explanation": Right.READ_ROWS,
    "recovery": Right.READ_ROWS,
    "report": Right.READ_ROWS,
    "train": Right.READ_ROWS,
    "imbalance": Right.READ_ROWS,
    "transfer": Right.READ_ROWS,
    "tune": Right.READ_ROWS,
    "models": Right.READ_ROWS,
    "decisions": Right.READ_LEDGER,
    "law-checks": Right.READ_ROWS,
    "federated": Right.READ_ROWS,
    "consent": Right.READ_ROWS,
    "fairness": Right.READ_ROWS,
    "anonymous-export": Right.READ_ROWS,
    "private-figures": Right.READ_ROWS,
    "price-of-privacy": Right.READ_ROWS,
    "access": Right.GIVE_ROLES,
    "audit-log": Right.READ_AUDIT,
}


def right_of_page(url_path: str) -> Right:
    """Return the right that a page asks for."""
    return PAGE_RIGHTS.get(url_path, Right.GIVE_ROLES)
