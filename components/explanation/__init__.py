"""Why a prediction is what it is: what matters overall, what each input does, one prediction taken apart."""

from dataclasses import dataclass

import streamlit as st

from analytics.evidence.explained import Explained
from analytics.runs.artifacts import EXPLAINED
from analytics.runs.explaining import tables, work
from analytics.runs.results import Results
from components.explanation import words
from components.shell import display, formats, jobs, results, run_work, session
from data.store import Shop


@dataclass(frozen=True)
class Seen:
    """What the page shows.

    Attributes
    ----------
    explained : of many customers where they were taken apart, else `sampled`
    sampled : what the training took apart, whose visits it has kept
    many : what was found out beside where customers were many
    """

    shop: Shop
    found: Results
    explained: Explained
    sampled: Explained
    many: tables.ManyExplained | None

    @property
    def key(self) -> str:
        """Return what keys of widgets end with, so that another run starts anew."""
        return f"{self.shop.name}-{self.found.run_id}-{'few' if self.many is None else 'many'}"

    @property
    def titles(self) -> dict[str, str]:
        """Return the products by title."""
        return results.product_labels(self.found)


def require_explained(shop: Shop, found: Results) -> Seen:
    """Return what was taken apart of the run; stops the page where it had nothing to take apart."""
    directory = jobs.run_directory(shop, found.run_id)
    made = run_work.made_at(directory / EXPLAINED.name)
    explained, sampled, many = session.held(
        shop,
        ("explained", found.run_id, made),
        lambda: (
            tables.read_explained(directory),
            tables.read_sampled(directory),
            tables.read_many(directory),
        ),
    )
    if explained is None:
        results.stop_without_purchases(
            "The latest visits hold too few purchases to explain. "
            "Upload a longer history, or choose other products."
        )
    return Seen(shop, found, explained, sampled, many)


def show_answer(seen: Seen) -> None:
    """Draw the answer in a sentence, and below it what it rests on."""
    display.show_answer(words.answer(seen.explained))
    n = formats.counted(len(seen.explained.rows), "prediction")
    if seen.many is None:
        display.show_note(f"Of {n} on visits held out, sampled by the training.")
        return
    facts = seen.many.facts
    display.show_note(
        f"Of {n} for {formats.counted(facts['n_customers'], 'customer')} on visits held out, against "
        f"{formats.count(facts['n_background'])} others. Shares miss their prediction by at most "
        f"{facts['gap']:.0e}; each took {formats.number(facts['seconds_a_row'])} seconds."
    )


def show_work(seen: Seen) -> None:
    """Draw the button that explains many customers, or that work as it goes, and how the last one ended."""
    directory = jobs.run_directory(seen.shop, seen.found.run_id)
    if run_work.show_at_work(work.EXPLAIN, directory, "the explanation"):
        return
    again = seen.many is not None
    n = formats.count(work.N_ROWS)
    if not again:
        display.show_note(
            f"One click, {formats.duration(work.expected_seconds(directory))}: {n} customers are taken "
            "apart, with the parts of each input, what inputs do together, a second opinion, how firm all of "
            "it is, and a model beside that can be read whole. You can leave the page meanwhile."
        )
    label = "Explain again" if again else f"Explain {n} customers"
    if run_work.start_button(seen.shop, work.EXPLAIN, label, is_again=again):
        work.start(directory)
        st.rerun()
