"""Who looks at the app: whoever sits at this machine, or somebody whom a provider of OpenID Connect knows.

The provider is named in Streamlit's secrets, section `[auth]`. Only the e-mail is taken from it: roles are
looked up in the shop at every run, as the cookie of a login outlives them.
"""

import ipaddress
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any

import streamlit as st
from streamlit import config

from data.privacy.roles.person import Person
from data.schema import InputError

SECTION, SCOPES = "auth", {"openid", "email"}
LASTS = timedelta(hours=12)  # a login; the cookie itself would last 30 days
LOCAL_NAMES = ("localhost",)
OPEN_WORDS = (
    "Bundlewise is told to listen where other machines reach it, and nobody has to log in: name a provider "
    "in the section [auth] of .streamlit/secrets.toml, or listen on localhost."
)


class Standing(StrEnum):
    """How whoever looks stands with the login."""

    LOCAL = "local"  # no provider is named, and the app listens on this machine alone
    OPEN = "open"  # no provider is named, and others could reach the app
    OUTSIDE = "outside"  # nobody has logged in
    EXPIRED = "expired"
    UNKNOWN = "unknown"  # the provider tells no e-mail, or has not verified it
    KNOWN = "known"


def is_configured() -> bool:
    """Say whether secrets name a provider."""
    return st.secrets.load_if_toml_exists() and SECTION in st.secrets


def check_scope() -> None:
    """Raise InputError where the login asks for more than it needs: claims of groups overflow cookies."""
    if not is_configured():
        return
    asked = str(dict(st.secrets[SECTION]).get("client_kwargs", {}).get("scope", ""))
    if set(asked.split()) != SCOPES:
        raise InputError(
            "the login asks for more than openid and email",
            'Write client_kwargs = { scope = "openid email" } into the section [auth] of the secrets',
        )


def listens_elsewhere() -> bool:
    """Say whether the app can be reached from other machines."""
    address = str(config.get_option("server.address") or "")
    if address in LOCAL_NAMES:
        return False
    try:
        return not ipaddress.ip_address(address.strip("[]")).is_loopback
    except ValueError:
        return True  # a name, or nothing: every address


def standing() -> Standing:
    """Return how whoever looks stands with the login."""
    if not is_configured():
        return Standing.OPEN if listens_elsewhere() else Standing.LOCAL
    said = claims()
    if not said.get("is_logged_in"):
        return Standing.OUTSIDE
    if not _is_fresh(said):
        return Standing.EXPIRED
    if not said.get("email") or said.get("email_verified") is False:
        return Standing.UNKNOWN
    return Standing.KNOWN


def person() -> Person | None:
    """Return who has logged in, None for whoever sits at this machine.

    Raises
    ------
    InputError
        A login is asked for, and nobody has logged in.
    """
    now = standing()
    if now is Standing.LOCAL:
        return None
    if now is not Standing.KNOWN:
        raise InputError("nobody has logged in", "Log in first")
    return Person(str(claims()["email"]).strip().casefold())


def claims() -> Mapping[str, Any]:
    """Return what the provider said of whoever looks."""
    return dict(st.user.to_dict())


def _is_fresh(said: Mapping[str, Any]) -> bool:
    """Say whether the provider's word is not too old; one without a time is."""
    try:
        since = datetime.fromtimestamp(float(said["iat"]), UTC)
    except (KeyError, TypeError, ValueError, OverflowError, OSError):
        return False
    return datetime.now(UTC) - since < LASTS
