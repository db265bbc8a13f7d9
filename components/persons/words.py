"""What joining does, in sentences."""

from components.shell import formats
from data.persons.report import JoinReport

WAYS = {"map": "A file that says so", "key": "A key that they share", "both": "Both"}


def answer_words(report: JoinReport, *, is_done: bool) -> str:
    """Return in a sentence what is joined, or would be."""
    if report.n_persons == 0:
        return "No customer ids are joined." if is_done else "No two customer ids would be joined."
    joined = formats.counted(report.n_joined, "customer id")
    persons = formats.counted(report.n_persons, "person")
    verb, then = ("are", "there are") if is_done else ("would be", "there would be")
    return f"{joined} {verb} {persons}: {then} {formats.counted(report.n_left, 'customer')} in all."


def left_out_words(report: JoinReport) -> str:
    """Return in a sentence what joins nobody, and why; nothing where all does."""
    sentences = []
    if n_values := int(report.refused["n_values"].sum()):
        ids = formats.counted(report.refused["n_ids"].sum(), "id")
        values = formats.counted(n_values, "value is", "values are")
        sentences.append(f"{values} shared by too many ids to be one person's ({ids}), and left out.")
    if report.n_unknown:
        ids = formats.counted(report.n_unknown, "id that the files name is", "ids that the files name are")
        sentences.append(f"{ids} in no event and no customers file.")
    return " ".join(sentences)
