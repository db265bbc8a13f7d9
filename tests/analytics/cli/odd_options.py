"""What is tried as the value of each option of each command: hostile files, places, numbers and names."""

from tests.builders import event
from tests.places import ADDRESSES, INPUTS, OUTPUTS, TABLES, State, odd_mappings

NUMBERS = (
    *("nan", "inf", "-inf", "-1", "0", "-0", "0.5", "1", "1e308", "1e400", "4294967296", "9" * 5000),
    *("", " ", "x", "1,5", "0x10", "١", "\ud800", "a\nb"),
)
NAMES = ("", "p1", "customer_id", "x" * 5000, "\ud800", '"a\nb')
STOCKS = ("", "=", "p1=", "=5", "x=5", *(f"p1={number}" for number in NUMBERS if number != "1"))


def words(*values: str) -> dict[str, State]:
    return {repr(value)[:60]: lambda home, value=value: value for value in values}


def mappings() -> dict[str, State]:
    columns = {name: name for name in event()}

    def written(text: str) -> State:
        return lambda home: (home / "odd.json").write_text(text) and str(home / "odd.json")

    odd = list(odd_mappings(columns))[::12]  # each is read where mappings are read; here some of them come in
    return INPUTS | {f"mapping {place}: {text[-40:]}": written(text) for place, text in enumerate(odd)}


FILES = INPUTS | words(*ADDRESSES)
FEW = ("a folder", "noise", "a header alone")
WORKSPACE = {"--workspace": OUTPUTS}
KINDS = ("products", "customers", "offers", "orders", "prices", "persons")  # read as events are
SOURCES = {f"--{kind}": {name: INPUTS[name] for name in FEW} for kind in KINDS}
BRING = WORKSPACE | SOURCES | {"--events": FILES, "--mapping": mappings(), "--out": OUTPUTS}
BRING |= {"--match-on": words(*NAMES)}
SCOPE = dict.fromkeys(("--stores", "--channels"), words(*NAMES))
COSTS = ("--margin", "--per-parcel", "--per-item", "--payment-fee", "--returns")
OF_RUN = (
    *COSTS,
    *("--least-margin", "--deepest-discount", "--largest-change", "--budget", "--weeks", "--seed"),
    *("--price-ending", "--offers-per-visit", "--fairness-limit"),
)
FIGURES = (
    *OF_RUN,
    *("--horizon-days", "--clusters", "--categories", "--synthetic", "--days", "--by-margin", "--top"),
)
NUMBERED = dict.fromkeys(FIGURES, words(*NUMBERS))
MONEY = {option: NUMBERED[option] for option in OF_RUN} | {
    "--exclude": words(*NAMES),
    "--stock": words(*STOCKS),
    "--fairness-groups": words(*NAMES),
}
NAMED = {
    "--pictures": SOURCES["--products"],
    "--instrument": words(*NAMES),
    "--segments": words(*NAMES),
    "--bar": words(*NAMES),
    "--demo": {},
    "--below-cost": {},
}
PRICED = {"--offers": FILES, "--customers": INPUTS, "--batch": words(*NUMBERS), "--out": OUTPUTS | TABLES}
PRICED |= {option: MONEY[option] for option in ("--fairness-limit", "--fairness-groups")}
COMPARED = {"--model": INPUTS, "--scenarios": INPUTS, "--out": OUTPUTS | TABLES}
COMPARED |= dict.fromkeys(("--shop", "--bundle", "--unit"), words(*NAMES))
JUDGED = {"--model": INPUTS, "--shop": words(*NAMES), "--out": OUTPUTS}
OF_FIGURES = ("--threshold", "--false-alarm-cost", "--miss-cost", "--explain", "--why-rows")
JUDGED |= dict.fromkeys(OF_FIGURES, words(*NUMBERS))
TOLD = {option: JUDGED[option] for option in ("--model", "--shop", "--out")}
LEARNED = BRING | SCOPE | {"--seed": words(*NUMBERS), "--demo": {}}
GROUPED = dict.fromkeys(("--method", "--features", "--against"), words(*NAMES))
VALUED = {option: NUMBERED[option] for option in (*COSTS, "--horizon-days", "--clusters")} | {"--value": {}}
OF_A_UNIT = ("--margin", "--per-item", "--payment-fee", "--returns")
SHOWN = {option: NUMBERED[option] for option in (*OF_A_UNIT, "--days", "--by-margin")} | {"--in-stock": {}}
RANKED = {
    "--methods": words(*NAMES),
    "--complete": words(*NAMES),
    "--price-book": INPUTS,
    "--pictures": SOURCES["--products"],
}
PREDICTED = {"--period": words(*NAMES), "--of": words(*NAMES)}
PREDICTED |= {option: NUMBERED[option] for option in ("--categories", "--synthetic")}
SOUGHT = {"--query": words(*NAMES), "--customer": words(*NAMES), "--top": NUMBERED["--top"], "--demo": {}}
TUNED = dict.fromkeys(("--outcome", "--customer", "--time", "--shop", "--space"), words(*NAMES))
TUNED |= dict.fromkeys(("--model", "--split", "--sampler", "--pruner"), words(*NAMES))
TUNED |= dict.fromkeys(("--trials", "--minutes", "--seed"), words(*NUMBERS))
TUNED |= {"--table": INPUTS, "--resume": {}, "--out": OUTPUTS}
TRANSFERRED = dict.fromkeys(("--shop", "--from-shop"), words(*NAMES))
TRANSFERRED |= dict.fromkeys(("--shares", "--seeds", "--rows", "--seed"), words(*NUMBERS)) | {
    "--out": OUTPUTS
}
TOGETHER = dict.fromkeys(("--shop", "--segments", "--share", "--place"), words(*NAMES))
TOGETHER |= dict.fromkeys(("--rounds", "--lose", "--seed"), words(*NUMBERS))
TOGETHER |= {"--compare": {}, "--out": OUTPUTS}
KEPT = WORKSPACE | {"--shop": words(*NAMES)}
NAMING = {"--customers": INPUTS, "--out": TABLES} | dict.fromkeys(("--purpose", "--who"), words(*NAMES))
OF_LAB = dict.fromkeys(("--model", "--split", "--reduction", "--subject"), words(*NAMES))
OF_LAB |= {"--set": words(*NAMES, *STOCKS, "l2=nan", "l2=-1"), "--rows": words(*NUMBERS)}
OF_LAB |= {option: TUNED[option] for option in ("--table", "--outcome", "--customer", "--time", "--shop")}
ONLY_TRAINED = ("--imbalance", "--augment", "--recurrent", "--stacked", "--device", "--backend")
TRAINED = OF_LAB | dict.fromkeys(ONLY_TRAINED, words(*NAMES, "jax")) | {"--recalibrate": {}}
VALIDATED = KEPT | {"--model": INPUTS, "--by": words(*NAMES), "--out": OUTPUTS}
VALIDATED |= dict.fromkeys(("--folds", "--members"), words(*NUMBERS))
ANONYMIZED = dict.fromkeys(("--k", "--l", "--t", "--most-left-out"), words(*NUMBERS))
ANONYMIZED |= dict.fromkeys(("--quasi", "--sensitive", "--list", "--best"), words(*NAMES)) | {
    "--file": INPUTS,
    "--out": OUTPUTS,
}
BUDGETED = dict.fromkeys(("--epsilon", "--delta"), words(*NUMBERS))
BUDGETED |= {"--composition": words(*NAMES), "--out": OUTPUTS}
PRIVATE = dict.fromkeys(("--figure", "--of", "--by", "--groups"), words(*NAMES)) | {"--expect": {}}
PRIVATE |= dict.fromkeys(("--at-most", "--groups-each", "--edges"), words(*NUMBERS))
PRIVATE |= {option: BUDGETED[option] for option in ("--epsilon", "--delta", "--out")}
PRIVATELY = {option: BUDGETED[option] for option in ("--epsilon", "--delta")}
PRIVACY_PRICE = dict.fromkeys(("--customers", "--products", "--shops", "--seed"), words(*NUMBERS))
PRIVACY_PRICE |= PRIVATELY | {"--out": OUTPUTS}
DECIDED = dict.fromkeys(("--who", "--book"), words(*NAMES))
PRICES = DECIDED | dict.fromkeys(("--offer", "--segment"), words(*NAMES))
LEDGER: dict[str, dict[str, dict[str, State]]] = {
    "list": DECIDED | {"--only": words(*NAMES), "--out": TABLES},
    "verify": {"--book": INPUTS, "--signature": INPUTS, "--key": INPUTS},
    "export": {"--who": words(*NAMES), "--out": OUTPUTS},
    "approve": DECIDED | {"--days": words(*NUMBERS)},
    "withdraw": PRICES | {"--reason": words(*NAMES)},
    "restore": PRICES,
    "four-eyes": {"--who": words(*NAMES), "--ask": words(*NAMES)},
}
ROLES: dict[str, dict[str, dict[str, State]]] = {
    "list": {},
    "give": {"--email": words(*NAMES), "--role": words(*NAMES)},
    "take": {"--email": words(*NAMES)},
    "least": {"--customers": words(*NUMBERS)},
}
AUDIT: dict[str, dict[str, dict[str, State]]] = {
    "list": {
        "--out": TABLES,
        **dict.fromkeys(("--person", "--only", "--since", "--until"), words(*NAMES, "2026-02-30")),
    },
    "verify": {},
}
TABLE: dict[str, dict[str, dict[str, State]]] = {
    "run": BRING | SCOPE | MONEY | NAMED | PRIVATELY | {"--no-pseudonyms": {}},
    "import": BRING | {"--no-pseudonyms": {}},
    "price": WORKSPACE | PRICED | {"--model": INPUTS, "--shop": words(*NAMES)},
    "compare": WORKSPACE | COMPARED,
    "evidence": WORKSPACE | JUDGED,
    "report": WORKSPACE | TOLD,
    "monitor": KEPT | {"--out": OUTPUTS},
    "demo": WORKSPACE,
    "reidentify": KEPT | NAMING,
    "access": WORKSPACE | {"--shop": words(*NAMES), "--out": OUTPUTS},
    "forget": WORKSPACE | {"--shop": words(*NAMES)},
    "retain": WORKSPACE | {"--shop": words(*NAMES), "--days": words(*NUMBERS), "--forever": {}},
    "encrypt": WORKSPACE,
    "segment": LEARNED | GROUPED | VALUED | PRIVATELY,
    "interests": LEARNED | PREDICTED,
    "recommend": LEARNED | RANKED | SHOWN,
    "search": BRING | SCOPE | SOUGHT,
    "tune": WORKSPACE | TUNED,
    "train": LEARNED | TRAINED,
    "imbalance": LEARNED | OF_LAB,
    "validate": VALIDATED,
    "transfer": WORKSPACE | TRANSFERRED,
    "federate": WORKSPACE | TOGETHER,
    "models": WORKSPACE | {"--shop": words(*NAMES), "--out": OUTPUTS},
    "law": KEPT | {"--on": words(*NAMES, "2026-02-30"), "--letter": {}, "--out": OUTPUTS},
    "consent": KEPT | dict.fromkeys(("--refuse", "--grant"), INPUTS) | {"--unsaid": words(*NAMES)},
    "fairness": KEPT | {"--groups": words(*NAMES), "--limit": words(*NUMBERS), "--out": OUTPUTS},
    "anonymize": KEPT | ANONYMIZED,
    "private-figures": KEPT | PRIVATE,
    "privacy-budget": KEPT | BUDGETED,
    "mart": KEPT | dict.fromkeys(("--name", "--products"), words(*NAMES)) | {"--out": TABLES},
    "privacy-price": PRIVACY_PRICE,
    "ledger export-key": WORKSPACE | {"--out": OUTPUTS},
    **{f"ledger {act}": KEPT | options for act, options in LEDGER.items()},
    **{f"roles {act}": KEPT | options for act, options in ROLES.items()},
    **{f"audit {act}": KEPT | options for act, options in AUDIT.items()},
}
LEARNING = ("run", "segment", "interests", "recommend", "search")  # which take files as `import` does
ALIKE = ("law", "ledger approve", "ledger restore", "ledger four-eyes", "ledger export")  # as `withdraw` is
AS_BEFORE = {"imbalance": TRAINED, "validate": TOLD | WORKSPACE}  # as `train` and `report` do
CASES = [
    (command, option)
    for command, options in TABLE.items()
    for option in options
    if command not in ("price", "compare", "evidence", "report")
    if not (command in (*LEARNING, "train", "imbalance") and option in BRING)
    if not (command in (*LEARNING[1:], "train", "imbalance") and option in SCOPE)  # as `run` does
    if option not in AS_BEFORE.get(command, ())
    if not (command in ALIKE and option in TABLE["ledger withdraw"])
]
