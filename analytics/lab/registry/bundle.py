"""A lab run as one file: JSON, weights, text and arrays with their digests; nobody's ids and no pickle."""

import hashlib
import json
import re
import stat
import tempfile
import zipfile
from pathlib import Path
from typing import IO, Any

from analytics.jobs.shop_work import ASKED, FACTS
from analytics.lab.files import HISTORY, MODEL, RECORD, TESTED
from analytics.lab.registry.runs import readable_run
from data.privacy.encrypted_files import copy_in_plain
from data.schema import InputError

MANIFEST = "bundle.json"
FORMAT, VERSION = "bundlewise-lab-run", 1
LARGEST_FILE = 512 * 2**20  # bytes of the file that is taken in
LARGEST_CONTENT = 2 * 2**30  # bytes of what is in it
MOST_FILES = 500
_MANIFEST_BYTES = 2**20
_LARGEST_JSON = 64 * 2**20
_OF_A_MODEL = re.compile(
    rf"{MODEL.name}(/[A-Za-z0-9_][A-Za-z0-9_.-]{{0,80}}){{1,4}}\.(json|txt|npz|h5|parquet)"
)
_TOP = (ASKED.name, FACTS.name, RECORD.name, HISTORY.name, TESTED.name)
_FIRST_MOMENT = (1980, 1, 1, 0, 0, 0)  # the same run makes the same file


def export(shop_directory: Path, run_id: str, target: IO[bytes]) -> None:
    """Write a run as one file; raises DamagedRunError where it cannot be read."""
    run = readable_run(shop_directory, run_id)
    inside = sorted((run.directory / MODEL.name).rglob("*")) if MODEL.is_in(run.directory) else []
    names = [*_TOP, *(path.relative_to(run.directory).as_posix() for path in inside if path.is_file())]
    names = [name for name in names if (run.directory / name).is_file()]
    if foreign := [name for name in names if not is_ours(name)]:
        raise InputError(f"The lab run keeps {foreign[0]}, which cannot be handed over", "Train it again")
    digests = {}
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            content = _in_plain(run.directory / name)
            digests[name] = hashlib.sha256(content).hexdigest()
            archive.writestr(zipfile.ZipInfo(name, _FIRST_MOMENT), content, zipfile.ZIP_DEFLATED)
        manifest = {"format": FORMAT, "version": VERSION, "run_id": run_id, "sha256": digests}
        archive.writestr(zipfile.ZipInfo(MANIFEST, _FIRST_MOMENT), json.dumps(manifest, indent=2))


def is_ours(name: str) -> bool:
    """Say whether a name is of a file that a run may hold."""
    return name in _TOP or (_OF_A_MODEL.fullmatch(name) is not None and ".." not in name)


def _in_plain(path: Path) -> bytes:
    """Return the bytes of a file without its encryption."""
    with tempfile.TemporaryDirectory() as scratch:
        copy_in_plain(path, Path(scratch) / path.name)
        return (Path(scratch) / path.name).read_bytes()


def contents_of(source: IO[bytes]) -> dict[str, bytes]:
    """Return the files of an exported run by their names, each as it was written.

    Raises
    ------
    InputError
        It is no exported run, damaged, of a later version, or too large.
    """
    source.seek(0, 2)
    if source.tell() > LARGEST_FILE:
        raise _refusal(f"is larger than {LARGEST_FILE // 2**20} MB")
    source.seek(0)
    try:
        with zipfile.ZipFile(source) as archive:
            return _contents(archive)
    except InputError:
        raise
    except Exception as error:  # whichever way a stranger's file is cut or forged
        raise _refusal("is damaged, or no exported lab run") from error


def _contents(archive: zipfile.ZipFile) -> dict[str, bytes]:
    members = archive.infolist()
    names = [member.filename for member in members]
    if MANIFEST not in names:
        raise _refusal("is no exported lab run")
    if len(names) > MOST_FILES or len(set(names)) < len(names):
        raise _refusal("holds more files than a lab run has")
    for member in members:
        is_link = stat.S_ISLNK(member.external_attr >> 16)
        if is_link or not (member.filename == MANIFEST or is_ours(member.filename)):
            raise _refusal("holds a file that no lab run has")
    if sum(member.file_size for member in members) > LARGEST_CONTENT:
        raise _refusal("unpacks to more than a lab run can be")
    digests = _digests(_read(archive, archive.getinfo(MANIFEST), _MANIFEST_BYTES))
    if set(digests) != set(names) - {MANIFEST} or RECORD.name not in digests:
        raise _refusal("lacks files, or has some that it does not list")
    return {name: _checked(archive, name, digests[name]) for name in digests}


def _digests(content: bytes) -> dict[str, str]:
    manifest: Any = json.loads(content)
    if manifest.get("format") != FORMAT or not isinstance(manifest.get("version"), int):
        raise _refusal("is no exported lab run")
    if manifest["version"] > VERSION:
        raise InputError("The file was exported by a later version of Bundlewise", "Update, then import it")
    return {str(name): str(digest) for name, digest in manifest["sha256"].items()}


def _checked(archive: zipfile.ZipFile, name: str, digest: str) -> bytes:
    most = _LARGEST_JSON if name.endswith(".json") else LARGEST_CONTENT
    content = _read(archive, archive.getinfo(name), most)
    if hashlib.sha256(content).hexdigest() != digest:
        raise _refusal("is damaged: a file in it is another one than was exported")
    return content


def _read(archive: zipfile.ZipFile, member: zipfile.ZipInfo, most: int) -> bytes:
    """Return what a member holds, and no byte more than it says, whatever its stream unpacks to."""
    if member.file_size > most:
        raise _refusal("unpacks to more than a lab run can be")
    with archive.open(member) as stream:
        content = stream.read(member.file_size + 1)
    if len(content) != member.file_size:
        raise _refusal("is damaged, or no exported lab run")
    return content


def _refusal(problem: str) -> InputError:
    return InputError(f"The file {problem}", "Give a file that Bundlewise exported a lab run into")
