import json
from pathlib import Path

import pytest

from data.privacy.ledger.canonical import canonical, sha256
from data.privacy.ledger.check import Damage
from data.privacy.ledger.codes import Act, Fault
from data.privacy.ledger.entries import Head, read_sealed, sealed, signed_head
from data.privacy.ledger.keys import signing_key
from data.privacy.ledger.ledger import DamagedLedgerError
from tests.data.privacy.ledger.small_ledger import ENTRIES, HEAD, copied, filled_ledger, lines, rewrite


@pytest.fixture
def ledger(tmp_path):
    return filled_ledger(tmp_path / "space")


def damage(ledger):
    return ledger.check().damage


def test_a_ledger_as_it_was_written_is_sound(ledger):
    found = ledger.check()

    assert found.damage is None
    assert [one.entry.number for one in found.entries] == [1, 2, 3, 4]
    assert [one.entry.who for one in found.entries] == ["Ann", "Zoë", "Ann", "Bob"]


@pytest.mark.parametrize("bit", [0x01, 0x20])  # another digit or letter, another case
def test_every_byte_that_is_flipped_is_found(ledger, bit):
    files = [path for path in ledger.directory.rglob("*") if path.is_file()]
    assert {path.name for path in files} >= {ENTRIES, HEAD} and len(files) == 3
    unnoticed = []

    for file in files:
        content = file.read_bytes()
        for place in range(len(content)):
            file.write_bytes(content[:place] + bytes([content[place] ^ bit]) + content[place + 1 :])
            if damage(ledger) is None:
                unnoticed.append((file.name, place))
        file.write_bytes(content)

    assert unnoticed == []
    assert damage(ledger) is None


def test_every_cut_of_the_file_is_found(ledger):
    content = (ledger.directory / ENTRIES).read_bytes()

    found = []
    for n in range(len(content)):
        rewrite(ledger, content[:n])
        found.append(damage(ledger))

    assert None not in found
    assert found[0] == Damage(1, Fault.CUT)


@pytest.mark.parametrize("number", [1, 2, 3, 4])
def test_an_entry_that_is_dropped_is_named(ledger, number):
    all_lines = lines(ledger)

    rewrite(ledger, *all_lines[: number - 1], *all_lines[number:])

    assert damage(ledger) == Damage(number, Fault.CUT if number == 4 else Fault.DROPPED)


def test_entries_that_changed_places_are_named(ledger):
    first, second, third, fourth = lines(ledger)

    rewrite(ledger, first, third, second, fourth)
    swapped = damage(ledger)
    rewrite(ledger, first, second, second, third, fourth)
    repeated = damage(ledger)

    assert swapped == Damage(2, Fault.REORDERED)
    assert repeated == Damage(3, Fault.REORDERED)


def test_another_name_under_an_entry_is_named(ledger):
    first, second, *rest = lines(ledger)

    rewrite(ledger, first, second.replace(b'"Zo\\u00eb"', b'"Eve"'), *rest)

    assert damage(ledger) == Damage(2, Fault.EDITED)


def test_a_value_in_another_spelling_is_an_edit(ledger):
    first, *rest = lines(ledger)

    for other in (first.replace(b'"number":1', b'"number":true'), first.replace(b":1,", b": 1,")):
        assert other != first
        rewrite(ledger, other, *rest)
        assert damage(ledger) == Damage(1, Fault.EDITED)


def test_an_entry_hashed_anew_or_signed_with_another_key_is_forged(ledger, tmp_path):
    first, second, *rest = lines(ledger)
    plain = json.loads(second)
    plain["entry"]["who"] = "Eve"
    hashed = plain | {"hash": sha256(canonical(plain["entry"]))}
    stranger = signing_key(tmp_path / "elsewhere")

    rewrite(ledger, first, canonical(hashed) + b"\n", *rest)
    assert damage(ledger) == Damage(2, Fault.FORGED)
    resigned = sealed(read_sealed(plain).entry, stranger)
    rewrite(ledger, first, canonical(resigned.plain()) + b"\n", *rest)
    assert damage(ledger) == Damage(2, Fault.FORGED)


def test_a_genuine_entry_of_another_history_is_forged(ledger, tmp_path):
    other = copied(ledger, tmp_path / "other")
    kept = lines(ledger)[:2]
    rewrite(other, *kept)
    (other.directory / HEAD).write_bytes(
        signed_head(Head(2, json.loads(kept[1])["hash"]), signing_key(other.workspace))
    )
    other.append(Act.POLICY, "Ann", {"four_eyes": False})

    rewrite(ledger, *kept, lines(other)[2], *lines(ledger)[3:])

    assert damage(ledger) == Damage(4, Fault.FORGED)


@pytest.mark.parametrize("change", ["gone", "forged"])
def test_a_head_that_is_not_of_these_entries_is_found(ledger, tmp_path, change):
    head = ledger.directory / HEAD
    if change == "gone":
        head.unlink()
    else:
        key = signing_key(tmp_path / "elsewhere")
        head.write_bytes(signed_head(Head(4, json.loads(lines(ledger)[3])["hash"]), key))

    assert damage(ledger) == Damage(0, Fault.HEAD)


def test_prices_that_an_entry_is_about_may_not_go(ledger):
    (book,) = (ledger.directory / "books").iterdir()
    book.unlink()

    assert damage(ledger) == Damage(1, Fault.BOOK)


def test_nothing_is_added_to_a_ledger_that_is_not_sound(ledger):
    rewrite(ledger, *lines(ledger)[:3])
    before = {path: path.read_bytes() for path in ledger.directory.rglob("*") if path.is_file()}

    with pytest.raises(DamagedLedgerError, match=r"damaged at entry 4 \(cut\)"):
        ledger.append(Act.POLICY, "Ann", {"four_eyes": False})

    assert {path: path.read_bytes() for path in before} == before


def test_an_entry_whose_head_was_never_written_counts(ledger):
    old = (ledger.directory / HEAD).read_bytes()
    ledger.append(Act.POLICY, "Ann", {"four_eyes": False})
    (ledger.directory / HEAD).write_bytes(old)  # killed between the two

    assert damage(ledger) is None
    assert ledger.append(Act.POLICY, "Bob", {"four_eyes": True}).entry.number == 6
    assert damage(ledger) is None


def test_no_name_of_a_file_is_made_of_what_an_entry_says(ledger):
    assert not ledger._is_whole("../../secret")
    assert Path(ledger.directory / "books").is_dir()
