import pytest

from data.privacy.roles.grants import FILE, FOLDER, Grant, NoRoleError, give, grants_of, role_of, take
from data.privacy.roles.rights import RIGHTS, Right, Role, may
from data.schema import InputError


def test_an_own_role_comes_before_that_of_the_domain(tmp_path):
    give(tmp_path, "@Shop.example", Role.VIEWER)
    give(tmp_path, "Ann@shop.example", Role.OWNER)

    assert role_of(tmp_path, "ANN@shop.example") is Role.OWNER
    assert role_of(tmp_path, "bob@shop.example") is Role.VIEWER
    assert role_of(tmp_path, "bob@other.shop.example") is None
    assert role_of(tmp_path, "bob@shop.example.evil") is None
    assert role_of(tmp_path, "") is None


def test_a_later_role_takes_the_place_of_an_earlier_one(tmp_path):
    give(tmp_path, "ann@shop.example", Role.OWNER)
    give(tmp_path, "bob@shop.example", Role.VIEWER)
    give(tmp_path, "bob@shop.example", Role.AUDITOR)

    assert grants_of(tmp_path) == (
        Grant("ann@shop.example", Role.OWNER),
        Grant("bob@shop.example", Role.AUDITOR),
    )


def test_a_shop_never_loses_its_last_owner(tmp_path):
    give(tmp_path, "ann@shop.example", Role.OWNER)

    with pytest.raises(InputError, match="no owner"):
        take(tmp_path, "ann@shop.example")
    with pytest.raises(InputError, match="no owner"):
        give(tmp_path, "ann@shop.example", Role.VIEWER)
    with pytest.raises(NoRoleError):
        take(tmp_path, "bob@shop.example")


@pytest.mark.parametrize(
    "who", ["", "ann", "@", "ann@", "a@b@c", "ann @x", "a,b@x", "x" * 100 + "@y", "a\n@b"]
)
def test_what_is_no_address_gets_no_role(tmp_path, who):
    with pytest.raises(InputError, match="neither an e-mail nor a domain"):
        give(tmp_path, who, Role.VIEWER)


def test_roles_lie_encrypted_where_a_key_is_set(tmp_path, monkeypatch):
    monkeypatch.setenv("BUNDLEWISE_KEY", "a key")

    give(tmp_path, "ann@shop.example", Role.OWNER)

    assert b"ann" not in (tmp_path / FOLDER / FILE).read_bytes()
    assert role_of(tmp_path, "ann@shop.example") is Role.OWNER


@pytest.mark.parametrize("content", [b"", b"{", b"[1]", b'[{"who": "a@b", "role": "king"}]'])
def test_roles_that_cannot_be_read_let_nobody_in(tmp_path, content):
    (tmp_path / FOLDER).mkdir()
    (tmp_path / FOLDER / FILE).write_bytes(content)

    with pytest.raises(InputError, match="cannot be read"):
        role_of(tmp_path, "a@b")


def test_the_rights_of_roles_are_those_that_the_readme_tells():
    assert all(may(Role.OWNER, right) for right in Right)
    assert set(Right) - RIGHTS[Role.ANALYST] == {Right.ERASE, Right.REIDENTIFY, Right.GIVE_ROLES}
    assert RIGHTS[Role.VIEWER] == {Right.READ_AGGREGATES}
    assert RIGHTS[Role.AUDITOR] == {Right.READ_LEDGER, Right.READ_AUDIT, Right.DOWNLOAD}
    assert not any(may(None, right) for right in Right)
