import pytest

from components.shell.leaving import may_leave, noted
from data.privacy.audit.log import AuditLog
from data.privacy.ledger.codes import Act
from data.privacy.roles.grants import give
from data.privacy.roles.person import NotAllowedError, Person
from data.privacy.roles.rights import Right, Role, may
from data.services.workspaces import open_workspace

EMAIL = "ann@shop.example"


@pytest.fixture
def shop(tmp_path):
    """Return a shop in the hands of an owner; another one stays when that role changes."""
    directory = open_workspace(tmp_path).create("Shop").directory
    give(directory, "boss@shop.example", Role.OWNER)
    give(directory, EMAIL, Role.OWNER)
    return open_workspace(tmp_path, Person(EMAIL)).open("Shop")


@pytest.mark.parametrize("role", Role)
def test_a_file_leaves_for_whom_a_role_lets_take_it_also_when_it_is_made_later(shop, role):
    make = noted(shop, lambda: b"figures", "weeks.csv")
    give(shop.file.parent, EMAIL, role)

    if may(role, Right.DOWNLOAD):
        assert may_leave(shop) and make() == b"figures"
        (entry,) = AuditLog(shop.file.parent).entries()
        assert (entry.act, entry.who, entry.facts["what"]) == (Act.DOWNLOADED, EMAIL, "weeks.csv")
    else:
        assert not may_leave(shop)
        with pytest.raises(NotAllowedError):
            make()


def test_whoever_sits_at_the_machine_takes_files_though_the_log_is_damaged(tmp_path):
    shop = open_workspace(tmp_path).create("Shop")
    make = noted(shop, lambda: b"figures", "weeks.csv")
    make()
    (AuditLog(shop.directory).directory / "head.json").write_bytes(b"{}")

    assert may_leave(shop) and make() == b"figures"
    assert may_leave(None) and noted(None, lambda: b"page", "page.html")() == b"page"
