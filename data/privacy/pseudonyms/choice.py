"""Whether a shop keeps its customers under pseudonyms, and any id as the shop has it."""

from collections.abc import Callable, Sequence

from data.privacy.key_files import FOLDER
from data.privacy.pseudonyms.keys import FILE, has_key, key_id, pseudonym_key, workspace_around
from data.privacy.pseudonyms.names import is_pseudonym, pseudonym_of
from data.schema import InputError, PersonalChoice
from data.store.shop import Shop

SETTING = "data:pseudonyms"  # settings called "data:…" are part of the fingerprint
CHOICE = "personal_data"  # no part of it: mappings and the setting above say what was done


def personal_choice(shop: Shop) -> PersonalChoice:
    """Return what a shop does with personal data; one from before there was a choice stays as it is."""
    if saved := shop.setting(CHOICE):
        return PersonalChoice(saved)
    if replaces_ids(shop):
        return PersonalChoice.ALL
    return PersonalChoice.KEEP if len(shop.imports()) else PersonalChoice.AUTOMATIC


def choose_personal(shop: Shop, told: PersonalChoice | None) -> PersonalChoice:
    """Keep what was chosen for a shop's personal data, if anything was told; return what it is by now.

    Raises
    ------
    InputError
        All was to be kept, and customers are under pseudonyms; or the other way round.
    """
    choice = told or personal_choice(shop)
    if choice is PersonalChoice.ALL:
        replace_ids(shop)
    if choice is PersonalChoice.KEEP and replaces_ids(shop):
        raise InputError(
            "this shop's customers are kept under pseudonyms",
            "Import the files into a new shop, where all is kept as it is from the first of them",
        )
    if choice != shop.setting(CHOICE):
        shop.save_setting(CHOICE, choice.value)
    return choice


def replaces_ids(shop: Shop) -> bool:
    """Say whether a shop keeps its customers under pseudonyms."""
    return bool(_saved(shop).get("replaces_ids", False))


def replace_ids(shop: Shop) -> None:
    """Choose that whoever comes into a shop gets a pseudonym; it stays so.

    Raises
    ------
    InputError
        Customers are in the shop under their own ids, or the key is another one than before.
    """
    if replaces_ids(shop):
        key_of(shop)
        return
    if len(shop.imports()):
        raise InputError(
            "this shop's customers are kept under their own ids",
            "Import its files into a new shop, where pseudonyms are chosen before the first of them",
        )
    note_key(shop, key_of(shop), ids=True)


def note_key(shop: Shop, key: bytes, *, ids: bool) -> None:
    """Note which key a shop's pseudonyms are made with, so that another one is seen."""
    shop.save_setting(SETTING, {"key": key_id(key), "replaces_ids": ids})


def key_of(shop: Shop) -> bytes:
    """Return the key of a shop's pseudonyms; raises InputError where it is lost or another one."""
    known = _saved(shop).get("key")
    workspace = workspace_around(shop.directory)
    key = pseudonym_key(workspace) if known is None or has_key(workspace) else b""
    if known is not None and (not key or key_id(key) != known):
        raise InputError(
            "the key that this shop's pseudonyms were made with is lost or another one",
            f"Bring {FOLDER}/{FILE} of the workspace back from a backup: "
            "without it nobody can be named, nor joined with later files",
        )
    return key


def has_pseudonyms(shop: Shop) -> bool:
    """Say whether anything of a shop was replaced by pseudonyms."""
    return bool(_saved(shop))


def kept_id(shop: Shop, customer_id: str) -> str:
    """Return a customer's id as the shop has it: the pseudonym of a real one."""
    return kept_ids(shop, [customer_id])[0]


def kept_ids(shop: Shop, customer_ids: Sequence[str]) -> list[str]:
    """Return customers' ids as the shop has them; raises InputError where its key is lost."""
    if all(map(is_pseudonym, customer_ids)):  # known as they are, also without the key
        return list(customer_ids)
    return as_kept(shop)(customer_ids)


def as_kept(shop: Shop) -> Callable[[Sequence[str]], list[str]]:
    """Return what tells ids as the shop has them, also once that is closed; raises as `kept_ids`."""
    if not replaces_ids(shop):
        return list
    key = key_of(shop)
    return lambda names: [name if is_pseudonym(name) else pseudonym_of(key, name) for name in names]


def _saved(shop: Shop) -> dict[str, object]:
    saved = shop.setting(SETTING, {})
    return saved if isinstance(saved, dict) else {}
