"""Who may do what in a shop: its roles, given and taken, and what each of them allows."""

import pandas as pd
import streamlit as st

from analytics.cli.role_words import RIGHT_WORDS, ROLE_HELP, ROLE_WORDS
from components.shell import choices, display, formats, login, tables
from components.shell.login import Standing
from data.privacy.roles.giving import MOST_LEAST, give_role, set_least_customers, take_role
from data.privacy.roles.grants import Grant, grants_of
from data.privacy.roles.guarded import LOWEST, least_customers
from data.privacy.roles.rights import RIGHTS, Right, Role
from data.store import Shop

ROLE_COLUMNS = {"who": tables.text("Who", width=320), "role": tables.text("Role"), "may": tables.text("May")}
RIGHT_COLUMNS = {"right": tables.text("Right", width=320)} | {
    str(role): tables.tick(ROLE_WORDS[role]) for role in Role
}
LEAST_HELP = "Figures of fewer customers are left out, and with them one more where the rest would tell them"
NO_LOGIN = (
    "No login is set up, so whoever sits at this machine owns every shop. Roles count for commands with "
    "--as, and here once a provider is named in the section [auth] of .streamlit/secrets.toml."
)
PROTECTION = (
    "Roles are asked where data are read, at every click: one taken away is gone at once. They protect "
    "against whoever comes through this app or a command with a role, not against whoever has this "
    "machine's account or the workspace's files."
)


def grants_in(shop: Shop) -> tuple[Grant, ...]:
    """Return who has which role in a shop."""
    return grants_of(shop.directory_for(Right.GIVE_ROLES))


def show_answer(shop: Shop, grants: tuple[Grant, ...]) -> None:
    """Draw in a sentence how many have a role, and whether roles count here."""
    display.show_answer(answer(shop.name, grants))
    if login.standing() is Standing.LOCAL:
        display.show_note(NO_LOGIN)


def answer(shop_name: str, grants: tuple[Grant, ...]) -> str:
    """Return how many have which role."""
    if not grants:
        return f"Nobody has a role in {shop_name} yet."
    parts = [
        formats.counted(n, ROLE_WORDS[role].lower())
        for role in Role
        if (n := sum(one.role is role for one in grants))
    ]
    return f"{shop_name} has {', '.join(parts)}."


def show_grants(grants: tuple[Grant, ...]) -> None:
    """Draw everybody who has a role."""
    if not grants:
        return
    rows = [
        {"who": one.who, "role": ROLE_WORDS[one.role], "may": ROLE_HELP[one.role].capitalize()}
        for one in grants
    ]
    display.show_table(pd.DataFrame(rows), ROLE_COLUMNS, "roles")


def choose_grant(shop: Shop) -> None:
    """Ask whom to give which role, in place of an earlier one."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        who = st.text_input(
            "E-mail, or a domain",
            placeholder="ann@shop.example, or @shop.example",
            max_chars=100,
            width=320,
            key=f"role-of-{shop.name}",
        )
        role = choices.choose_code("Role", ROLE_WORDS, Role.VIEWER, width=160, key=f"role-{shop.name}")
        if st.button("Give this role", type="primary", disabled=not who.strip(), key="give-role"):
            with display.saying_refusals():
                give_role(shop, who, role)
                st.rerun()


def choose_taking(shop: Shop, grants: tuple[Grant, ...]) -> None:
    """Ask whose role to take away."""
    if not grants:
        return
    words = {one.who: f"{one.who}: {ROLE_WORDS[one.role].lower()}" for one in grants}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        who = choices.choose_code("Whose role", words, width=320, key=f"role-taken-{shop.name}")
        if st.button("Take it away", key="take-role"):
            with display.saying_refusals():
                take_role(shop, who)
                st.rerun()


def choose_least(shop: Shop) -> None:
    """Ask how many customers stand at least behind what a viewer reads."""
    saved = least_customers(shop)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        key = f"least-{shop.name}-{saved}"
        least = st.number_input(
            "Customers behind a viewer's figures, at least",
            LOWEST,
            MOST_LEAST,
            saved,
            help=LEAST_HELP,
            width=320,
            key=key,
        )
        if st.button("Set", disabled=least == saved, key="set-least"):
            with display.saying_refusals():
                set_least_customers(shop, int(least))
                st.rerun()


def show_rights() -> None:
    """Draw what each role may."""
    rows = [
        {"right": RIGHT_WORDS[right], **{str(role): right in RIGHTS[role] for role in Role}}
        for right in Right
    ]
    display.show_table(pd.DataFrame(rows), RIGHT_COLUMNS, "rights")
    display.show_note(PROTECTION)
