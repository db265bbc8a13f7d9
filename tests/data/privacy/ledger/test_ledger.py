import base64
import json
import subprocess
import sys
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import load_pem_public_key

from data.privacy.encrypted_files import is_encrypted
from data.privacy.ledger.codes import Act
from data.privacy.ledger.keys import (
    SIGNING_VARIABLE,
    as_pem,
    encrypt_signing_key,
    key_id,
    public_key,
    read_public_key,
    signing_key,
)
from data.privacy.ledger.ledger import Ledger
from data.privacy.ledger.signatures import check_signature, digests_of, signature_bytes
from data.schema import InputError
from tests.data.privacy.ledger.small_ledger import AT, ENTRIES, HEAD, PRICES, filled_ledger

ROOT = Path(__file__).parents[4]
APPENDING = """
import sys
from pathlib import Path
from data.privacy.ledger.codes import Act
from data.privacy.ledger.ledger import Ledger
ledger = Ledger(Path(sys.argv[1]))
for n in range(int(sys.argv[3])):
    ledger.append(Act.POLICY, sys.argv[2], {"four_eyes": n % 2 == 0})
"""


def test_entries_are_read_back_as_they_were_written(tmp_path):
    entries = filled_ledger(tmp_path / "space").entries()

    assert [entry.act for entry in entries] == [Act.ADVISED, Act.APPROVED, Act.POLICY, Act.EXPORTED]
    assert entries[0].at == "2026-12-01T09:30:00+00:00"
    assert entries[2].facts == {"four_eyes": True}


def test_two_processes_that_add_at_once_lose_nothing(tmp_path):
    shop = tmp_path / "space" / "Shop"
    shop.mkdir(parents=True)
    n = 12
    command = [sys.executable, "-c", APPENDING, str(shop)]

    started = [subprocess.Popen([*command, who, str(n)], cwd=ROOT) for who in ("Ann", "Bob")]
    codes = [process.wait(120) for process in started]

    found = Ledger(shop).check()
    assert codes == [0, 0] and found.damage is None
    assert [one.entry.number for one in found.entries] == list(range(1, 2 * n + 1))
    whose = [one.entry.who for one in found.entries]
    assert whose.count("Ann") == whose.count("Bob") == n


def test_the_prices_of_a_book_are_kept_once_and_read_back(tmp_path):
    ledger = filled_ledger(tmp_path / "space")
    digest = ledger.entries()[0].facts["book"]

    assert ledger.keep_book(PRICES) == digest
    assert ledger.book(digest) == PRICES
    with pytest.raises(InputError, match="no price book 000000000000 is in the ledger"):
        ledger.book("0" * 64)


def test_the_signing_key_is_for_its_user_alone_and_stays(tmp_path):
    first = public_key_of(tmp_path / "space")
    file = tmp_path / "space" / ".keys" / "signing.pem"

    assert file.stat().st_mode & 0o777 == 0o600
    assert file.parent.stat().st_mode & 0o777 == 0o700
    assert public_key_of(tmp_path / "space") == first
    assert public_key_of(tmp_path / "other") != first


def public_key_of(workspace):
    signing_key(workspace)
    return as_pem(public_key(workspace))


def test_a_key_from_the_environment_leaves_no_file(tmp_path, monkeypatch):
    monkeypatch.setenv(SIGNING_VARIABLE, base64.b64encode(bytes(range(32))).decode())

    ledger = filled_ledger(tmp_path / "space")

    assert ledger.check().damage is None
    assert not (tmp_path / "space" / ".keys").exists()
    monkeypatch.setenv(SIGNING_VARIABLE, "c2hvcnQ=")
    with pytest.raises(InputError, match="holds no key of Ed25519"):
        ledger.entries()


def test_the_public_key_is_read_back_by_any_library(tmp_path):
    pem = tmp_path / "key.pem"
    pem.write_bytes(public_key_of(tmp_path / "space"))

    assert key_id(load_pem_public_key(pem.read_bytes())) == key_id(read_public_key(pem))
    pem.write_bytes(b"no key")
    with pytest.raises(InputError, match="holds no public key"):
        read_public_key(pem)


def test_an_exported_book_is_checked_with_the_public_key_alone(tmp_path):
    ledger = filled_ledger(tmp_path / "space")
    content = {"price_book.csv": b"a,b\n1,2\n"}
    one = ledger.append(Act.EXPORTED, "Bob", {"files": digests_of(content)}, AT)
    key = public_key(ledger.workspace)
    book, signature = tmp_path / "renamed.csv", tmp_path / "signature.json"
    book.write_bytes(content["price_book.csv"])
    signature.write_bytes(signature_bytes(one, key))

    assert check_signature(book, signature, key).who == "Bob"
    stranger = signing_key(tmp_path / "elsewhere").public_key()
    with pytest.raises(InputError, match="was not signed by this key"):
        check_signature(book, signature, stranger)
    book.write_bytes(b"a,b\n1,3\n")
    with pytest.raises(InputError, match="is not the file that was signed"):
        check_signature(book, signature, key)
    changed = json.loads(signature.read_text())
    changed["entry"]["who"] = "Eve"
    signature.write_text(json.dumps(changed))
    with pytest.raises(InputError, match="has changed since"):
        check_signature(book, signature, key)
    signature.write_text("[]")
    with pytest.raises(InputError, match="holds no signature"):
        check_signature(book, signature, key)


def test_only_an_export_signs_a_book(tmp_path):
    ledger = filled_ledger(tmp_path / "space")
    key, signature = public_key(ledger.workspace), tmp_path / "signature.json"
    signature.write_bytes(signature_bytes(ledger.sealed_entries()[1], key))

    with pytest.raises(InputError, match="was not signed by this key"):
        check_signature(signature, signature, key)


def test_with_a_key_everything_of_the_ledger_is_encrypted_at_rest(tmp_path, monkeypatch):
    plain = filled_ledger(tmp_path / "space")
    before = [one.hash for one in plain.sealed_entries()]
    monkeypatch.setenv("BUNDLEWISE_KEY", "a key")

    encrypt_signing_key(plain.workspace)
    plain.encrypt()

    files = [path for path in plain.directory.rglob("*") if path.is_file()]
    assert {path.name for path in files} >= {ENTRIES, HEAD} and all(map(is_encrypted, files))
    assert b"ENCRYPTED" in (plain.workspace / ".keys" / "signing.pem").read_bytes()
    assert [one.hash for one in plain.sealed_entries()] == before
    assert plain.append(Act.POLICY, "Ann", {"four_eyes": False}).entry.number == 5
    assert all(map(is_encrypted, (path for path in plain.directory.rglob("*") if path.is_file())))
    monkeypatch.delenv("BUNDLEWISE_KEY")
    with pytest.raises(InputError, match=r"signing.pem cannot be read|it is encrypted"):
        plain.entries()


@pytest.mark.parametrize("who", ["", "  ", "x" * 101, "a\x00b"])
def test_who_decides_has_a_name(tmp_path, who):
    (tmp_path / "Shop").mkdir()
    with pytest.raises(InputError, match="who decides is not said"):
        Ledger(tmp_path / "Shop").append(Act.POLICY, who, {"four_eyes": True})


def test_a_ledger_that_nobody_has_begun_is_empty(tmp_path):
    assert Ledger(tmp_path / "Shop").entries() == []
    with pytest.raises(InputError, match="no signing key yet"):
        public_key(tmp_path)
