"""What each option does, told by what a row of the table left behind: one check per option."""

from data.schema import KINDS
from tests.doors.comparisons import COMPARE
from tests.doors.fairly import CONSENT, FAIR_LIMITS, FAIRNESS
from tests.doors.joining import (
    both_ids_of_a_person_have_the_same_scores,
    joined,
    the_import_counts_who_is_joined,
)
from tests.doors.judging import JUDGED
from tests.doors.kept_effects import (
    batches_change_no_score,
    customers_of_a_workspace_are_known_by_their_past,
    every_kind_is_imported,
    files_go_where_they_are_wanted,
    nothing_can_be_read_without_the_key,
    priced_again_offers_are_as_in_the_run,
    rows_are_kept_as_long_as_asked,
    scores_are_of_every_customer_and_offer,
    the_customer_is_forgotten,
    the_demo_is_loaded,
    the_import_is_kept,
    the_prices_of_one_product_are_read,
    what_is_held_is_told,
)
from tests.doors.lawful import LAW
from tests.doors.learned import BALANCED, TRAINED
from tests.doors.limits import Check
from tests.doors.naming import (
    NAMED,
    PSEUDONYMS,
    customers_of_a_run_are_pseudonyms,
    nobody_is_in_the_shop_in_plain,
    personal_columns_alone_are_replaced_unless_all_is_kept,
)
from tests.doors.predicting_interests import INTERESTS_EFFECTS
from tests.doors.private import ANONYMIZED, BUDGETED, PRIVATE
from tests.doors.privately import PRIVACY_PRICED, PRIVATE_RUN, PRIVATE_SEGMENTS
from tests.doors.recommending import RECOMMENDED
from tests.doors.run_effects import RUN, both, the_mapping_names_the_columns
from tests.doors.searching import SEARCHED
from tests.doors.segmenting import SEGMENT
from tests.doors.shown import REPORTED, VALIDATED
from tests.doors.tuned import LAB_EFFECTS
from tests.doors.watching import WATCHED

EFFECTS: dict[str, dict[str, Check]] = {
    "run": RUN | PRIVATE_RUN | dict.fromkeys(PSEUDONYMS, customers_of_a_run_are_pseudonyms),
    "import": dict.fromkeys([f"--{kind}" for kind in KINDS] + ["--out"], every_kind_is_imported)
    | {"--mapping": the_mapping_names_the_columns, "--workspace": the_import_is_kept}
    | {"--pseudonyms": nobody_is_in_the_shop_in_plain}
    | {"--no-pseudonyms": personal_columns_alone_are_replaced_unless_all_is_kept}
    | {"--match-on": the_import_counts_who_is_joined, "--persons": the_import_counts_who_is_joined},
    "price": {
        **dict.fromkeys(("--model", "--workspace", "--offers"), priced_again_offers_are_as_in_the_run),
        "--shop": customers_of_a_workspace_are_known_by_their_past,
        "--customers": both(
            scores_are_of_every_customer_and_offer, both_ids_of_a_person_have_the_same_scores
        ),
        **FAIR_LIMITS,
        "--batch": batches_change_no_score,
        "--out": files_go_where_they_are_wanted,
    },
    "mart": dict.fromkeys(
        ("--workspace", "--shop", "--name", "--products", "--out"), the_prices_of_one_product_are_read
    ),
    "compare": COMPARE,
    "evidence": JUDGED,
    "monitor": WATCHED,
    "segment": SEGMENT | joined("joined segments") | PRIVATE_SEGMENTS,
    "recommend": RECOMMENDED | joined("joined lists"),
    "interests": INTERESTS_EFFECTS | joined("joined interests"),
    "search": SEARCHED,
    **LAB_EFFECTS,
    "train": TRAINED,
    "imbalance": BALANCED,
    "validate": VALIDATED,
    "report": REPORTED,
    "law": LAW,
    "fairness": FAIRNESS,
    "consent": CONSENT,
    "reidentify": NAMED,
    "anonymize": ANONYMIZED,
    "private-figures": PRIVATE,
    "privacy-budget": BUDGETED,
    "privacy-price": PRIVACY_PRICED,
    "demo": {"--workspace": the_demo_is_loaded},
    "encrypt": {"--workspace": nothing_can_be_read_without_the_key},
    "access": dict.fromkeys(("--workspace", "--shop", "--out"), what_is_held_is_told),
    "retain": dict.fromkeys(("--workspace", "--shop", "--days", "--forever"), rows_are_kept_as_long_as_asked),
    "forget": {"--workspace": the_customer_is_forgotten, "--shop": the_customer_is_forgotten},
}
