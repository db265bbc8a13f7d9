"""The name that decisions of a session are noted under."""

from analytics.runs.decisions import record
from components.shell import session

WHO = "who_decides"


def who_decides() -> str:
    """Return the name that was typed in this session, else the system's for whoever runs the app."""
    return str(session.recall(None, WHO) or record.os_user())


def remember_who(who: str) -> None:
    """Keep the name for the session."""
    session.remember(None, WHO, who)
