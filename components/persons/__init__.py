"""One person under several customer ids: what joins them, whom that concerns, and the way back."""

import streamlit as st

from components.persons.charts import sizes_chart
from components.persons.words import WAYS, answer_words, left_out_words
from components.shell import choices, display, downloads, formats, guards, jobs, session, tables
from data.persons.choice import AS_FILES_SAY, NOTHING_JOINED, PersonChoice, choice_of
from data.persons.report import JoinReport, joined_ids, matchable_columns, report_joins
from data.persons.settle import join_customers
from data.store import Shop

KEYS_HELP = (
    "Columns of the customers file whose value one person has: e-mail, phone, the number of a card. E-mails "
    "and phones may be plain in one file and hashed (SHA-256) in another; this page keeps neither. A value "
    "that many ids share, or that says nothing, joins nobody."
)
MAP_HELP = "Files that you uploaded as: which customer ids are one person."
NOTHING_TO_JOIN = (
    "Nothing says yet which customer ids are one person. Upload a file with two columns, customer id and "
    "person id, or a customers file with a column that tells people apart, as an e-mail."
)
SIZE_COLUMNS = {
    "n_ids": tables.count("Customer ids"),
    "n_persons": tables.count("Persons", "Persons who have so many ids"),
}
WAY_COLUMNS = {"way": tables.text("Found by"), "n_ids": tables.count("Customer ids")}
SOURCE_COLUMNS = {"source": tables.text("From"), "n_ids": tables.count("Customer ids")}
CONFLICT_COLUMNS = {
    "attribute": tables.text("Column"),
    "n_persons": tables.count("Persons", "Whose ids have different values; that of the first id counts"),
}


def choose_joins(shop: Shop) -> PersonChoice:
    """Ask what joins customer ids, starting from the shop's choice; stops the page where nothing can."""
    has_map = _has_map(shop)
    columns = matchable_columns(shop)
    if not has_map and not columns:
        display.show_empty(NOTHING_TO_JOIN, page=guards.UPLOAD_PAGE, label="Upload files")
        st.stop()
    saved, key = choice_of(shop), f"{shop.name}-{shop.fingerprint}"
    keys, map_ = st.columns([3, 2], vertical_alignment="bottom")
    with keys:
        words = {name: name for name in columns}
        chosen = [name for name in saved.match_on if name in words]
        label, options = "Match customers who share", {"help": KEYS_HELP, "key": f"match-on-{key}"}
        match_on = choices.choose_several(label, words, chosen, placeholder="Nothing", **options)
    with map_:
        label, is_off = "Follow the files that say so", not has_map
        uses_map = st.toggle(label, saved.uses_map, help=MAP_HELP, key=f"uses-map-{key}", disabled=is_off)
    return PersonChoice(uses_map, tuple(match_on))


def reported(shop: Shop, choice: PersonChoice) -> JoinReport:
    """Return what a choice joins, remembered for the shop's data state."""
    return session.computed(shop, ("joins", choice), lambda: report_joins(shop, choice))


def answer(shop: Shop, choice: PersonChoice) -> str:
    """Return in a sentence what is joined, or what would be."""
    return answer_words(reported(shop, choice), is_done=choice == choice_of(shop))


def show_buttons(shop: Shop, choice: PersonChoice) -> None:
    """Draw the button that joins as chosen, and the one that takes all joins back."""
    saved = choice_of(shop)
    with st.container(horizontal=True):
        if st.button("Join these ids", type="primary", key="join-ids", disabled=choice == saved):
            _join(shop, choice)
        is_joined = reported(shop, saved).n_joined > 0
        if st.button("Undo all joins", key="undo-joins", disabled=not is_joined):
            _join(shop, NOTHING_JOINED if _has_map(shop) else AS_FILES_SAY)


def show_joins(shop: Shop, report: JoinReport) -> None:
    """Draw how many ids persons have, what found them, what was left out, and what contradicts itself."""
    figures = {
        "Customer ids": (formats.count(report.n_customers), "In events and customers"),
        "Joined ids": (formats.count(report.n_joined), f"To {formats.counted(report.n_persons, 'person')}"),
        "Customers then": (formats.count(report.n_left), "Once every person counts as one"),
    }
    display.show_metrics(figures)
    if words := left_out_words(report):
        display.show_note(words)
    if report.n_persons == 0:
        return
    display.show_chart(sizes_chart(report.sizes), report.sizes, SIZE_COLUMNS, "persons-by-ids")
    with st.expander("What found them"):
        ways = report.ways.assign(way=report.ways["found_by"].map(WAYS))
        display.show_table(ways, WAY_COLUMNS, "found-by")
        if (report.sources["source"] != "").any():
            named = report.sources.replace({"source": {"": "Not said"}})
            display.show_table(named, SOURCE_COLUMNS, "joined-by-source")
    if len(report.conflicts):
        display.show_note(
            "Ids of one person that say different things of them: the first id's word counts. Many such "
            "persons are a sign that a key joins people who are not the same."
        )
        display.show_table(report.conflicts, CONFLICT_COLUMNS, "contradictions")


def show_download(shop: Shop) -> None:
    """Draw the download of who is joined with whom now."""
    label = "Download which ids are joined (CSV)"
    display.show_download(label, lambda: downloads.csv_bytes(joined_ids(shop)), "joined-ids.csv")


def _has_map(shop: Shop) -> bool:
    return "persons" in set(shop.imports()["kind"])


def _join(shop: Shop, choice: PersonChoice) -> None:
    if jobs.active_run(shop):
        st.warning("A training is at work. Cancel it or wait for its end, then try again.")
        return
    with display.saying_refusals(), st.spinner("Joining customer ids"):
        join_customers(shop, choice)
        st.rerun()
