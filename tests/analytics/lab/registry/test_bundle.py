"""A run handed over answers as before; a stranger's file is refused in a sentence and leaves nothing."""

import hashlib
import json
import zipfile
from io import BytesIO

import pytest

from analytics.lab.config import Method, TrainConfig
from analytics.lab.files import MODEL
from analytics.lab.registry import bundle
from analytics.lab.registry.bundle import export
from analytics.lab.registry.runs import lab_run as run_of
from analytics.lab.registry.runs import lab_runs
from analytics.lab.registry.taking_in import take_in
from analytics.lab.variant import load_variant
from data.privacy.artifacts import check_whole
from data.schema import InputError
from tests.lab_runs import lab_run, planted


@pytest.fixture(scope="module")
def exported(tmp_path_factory):
    """An exported run, as bytes, and where it came from."""
    home = tmp_path_factory.mktemp("home")
    stream = BytesIO()
    export(home, lab_run(home), stream)
    return home, stream.getvalue()


def rewritten(content, changes=(), *, manifest=None, renewed=True):
    """The same archive with some members changed (None: left out), its digests fitting unless told."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    told = json.loads(files.pop("bundle.json"))
    files = {name: data for name, data in (files | dict(changes)).items() if data is not None}
    if renewed:
        told["sha256"] = {name: hashlib.sha256(data).hexdigest() for name, data in files.items()}
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
        archive.writestr("bundle.json", json.dumps(told | (manifest or {})))
    return stream.getvalue()


def predicted(directory):
    with MODEL.opened(directory) as folder:
        return load_variant(TrainConfig(Method.LOGISTIC), folder).predict(planted(9, seed=5))


def test_a_run_taken_in_elsewhere_answers_as_it_did_at_home(exported, tmp_path):
    home, content = exported
    (before,) = lab_runs(home)

    after = run_of(tmp_path, take_in(tmp_path, BytesIO(content)))

    assert after.record == before.record
    assert after.run_id != before.run_id
    assert predicted(after.directory).tolist() == predicted(before.directory).tolist()
    check_whole(after.directory)
    again = BytesIO()
    export(home, before.run_id, again)
    assert again.getvalue() == content


LOGISTIC = "model/logistic.json"
FORGED = {
    "no zip": lambda c: b"PK but no archive",
    "cut": lambda c: c[: len(c) // 2],
    "another zip": lambda c: rewritten(c, manifest={"format": "other"}),
    "path": lambda c: rewritten(c, {"../outside.json": b"{}"}),
    "root": lambda c: rewritten(c, {"/outside.json": b"{}"}),
    "dots": lambda c: rewritten(c, {"model/../../x.json": b"{}"}),
    "pickle": lambda c: rewritten(c, {"model/weights.pkl": b"cos\nsystem\n"}),
    "lost": lambda c: rewritten(c, {LOGISTIC: None}, renewed=False),
    "changed": lambda c: rewritten(c, {LOGISTIC: b"{}"}, renewed=False),
    "no model": lambda c: rewritten(c, {LOGISTIC: b"{}"}),
    "record": lambda c: rewritten(c, {"lab_run.json": b"[]"}),
    "method": lambda c: rewritten(c, {"lab_run.json": record_with(c, {"method": "__import__"})}),
    "many": lambda c: rewritten(c, {f"model/{i}.json": b"{}" for i in range(600)}),
    "bomb": lambda c: rewritten(c, {"lab_history.parquet": bytes(40_000_000)}),
    "no frame": lambda c: rewritten(c, {"lab_history.parquet": b"PAR1"}),
}


def record_with(content, train):
    with zipfile.ZipFile(BytesIO(content)) as archive:
        record = json.loads(archive.read("lab_run.json"))
    return json.dumps(record | {"train": record["train"] | train}).encode()


@pytest.mark.parametrize("forged", FORGED)
def test_a_file_that_is_no_whole_run_is_refused_and_leaves_nothing(exported, tmp_path, forged, monkeypatch):
    monkeypatch.setattr(bundle, "LARGEST_CONTENT", 30_000_000)

    with pytest.raises(InputError, match=r"^The file"):
        take_in(tmp_path, BytesIO(FORGED[forged](exported[1])))

    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
    assert lab_runs(tmp_path) == []


def test_a_file_of_a_later_version_says_so(exported, tmp_path):
    later = rewritten(exported[1], manifest={"version": 2})

    with pytest.raises(InputError, match="exported by a later version"):
        take_in(tmp_path, BytesIO(later))


def test_a_stream_that_unpacks_to_more_than_it_says_is_read_no_further(exported, tmp_path):
    content = rewritten(exported[1], {"lab_history.parquet": bytes(5_000_000)})
    forged = content.replace((5_000_000).to_bytes(4, "little"), (100).to_bytes(4, "little"))
    assert forged != content

    with pytest.raises(InputError, match=r"^The file"):
        take_in(tmp_path, BytesIO(forged))
