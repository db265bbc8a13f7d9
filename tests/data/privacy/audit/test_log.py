import pytest

from data.privacy.audit import log
from data.privacy.audit.log import AuditLog
from data.privacy.audit.note import note
from data.privacy.ledger.codes import Act, Fault
from data.privacy.ledger.ledger import DamagedLedgerError, Ledger
from data.privacy.roles.grants import give
from data.privacy.roles.person import Person
from data.privacy.roles.rights import Role
from data.services.workspaces import open_workspace


@pytest.fixture
def audit(tmp_path, monkeypatch):
    """A log of five entries in three parts."""
    monkeypatch.setattr(log, "PART_ENTRIES", 2)
    audit = AuditLog(tmp_path / "Shop")
    (tmp_path / "Shop").mkdir()
    for n in range(5):
        audit.append(Act.READ, f"ann{n}@shop.example", {"what": "overview", "data": "0" * 12})
    return audit


def files_of(audit):
    return sorted(file for file in audit.directory.iterdir() if file.suffix in (".json", ".jsonl"))


def test_entries_follow_one_another_across_parts(audit):
    assert [entry.number for entry in audit.entries()] == [1, 2, 3, 4, 5]
    assert [file.name for file in files_of(audit)] == [
        "000000.jsonl",
        "000001.jsonl",
        "000002.jsonl",
        "head.json",
    ]


def test_a_flip_of_any_byte_is_found(audit):
    for file in files_of(audit):
        whole = file.read_bytes()
        for place in range(0, len(whole), 7):
            broken = bytearray(whole)
            broken[place] ^= 1
            file.write_bytes(broken)
            assert audit.check().damage is not None, (file.name, place)
        file.write_bytes(whole)
    assert audit.check().damage is None


@pytest.mark.parametrize("part", ["000000.jsonl", "000001.jsonl", "000002.jsonl"])
def test_a_part_that_is_gone_is_found(audit, part):
    (audit.directory / part).unlink()

    assert audit.check().damage is not None


def test_nothing_is_added_behind_a_head_that_counts_more(audit):
    (audit.directory / "000002.jsonl").unlink()

    with pytest.raises(DamagedLedgerError, match="audit log is damaged"):
        audit.append(Act.READ, "ann@shop.example", {})


def test_an_entry_whose_head_was_not_written_counts(audit):
    head = (audit.directory / "head.json").read_bytes()
    audit.append(Act.READ, "ann@shop.example", {})
    (audit.directory / "head.json").write_bytes(head)  # as a killed process leaves it

    audit.append(Act.ERASED, "ann@shop.example", {})

    assert [entry.number for entry in audit.entries()] == [1, 2, 3, 4, 5, 6, 7]


def test_the_entries_of_a_log_pass_for_no_decisions(audit):
    ledger = Ledger(audit.directory.parent)
    ledger.directory.mkdir()
    content = b"".join(file.read_bytes() for file in files_of(audit)[:3])
    (ledger.directory / "entries.jsonl").write_bytes(content)
    (ledger.directory / "head.json").write_bytes((audit.directory / "head.json").read_bytes())

    assert ledger.check().damage.fault is Fault.FORGED


def test_what_a_person_does_is_noted_under_their_address_with_the_state_of_the_data(tmp_path):
    shop = open_workspace(tmp_path).create("Shop")
    give(shop.directory, "ann@shop.example", Role.ANALYST)

    note(open_workspace(tmp_path, Person("ann@shop.example")).open("Shop"), Act.TRAINED, "pricing")

    (entry,) = AuditLog(shop.directory).entries()
    assert (entry.who, entry.act) == ("ann@shop.example", Act.TRAINED)
    assert entry.facts == {"what": "pricing", "data": shop.fingerprint}
