"""The name that decisions of a session are noted under."""

from analytics.runs.decisions import record
from components.shell import login, session

WHO = "who_decides"


def who_decides() -> str:
    """Return who has logged in, else the name typed in this session, else the system's for who runs it."""
    person = login.person()
    return person.email if person else str(session.recall(None, WHO) or record.os_user())


def remember_who(who: str) -> None:
    """Keep the name for the session."""
    session.remember(None, WHO, who)
