"""What the columns of amounts mean, told by the numbers: the reading in which lines add up to totals.

price x quantity = line total, before - discount = after, an order's lines - discount (+ tax …) = its total.
"""

from data.intake.arithmetic.readings import Roles
from data.intake.arithmetic.roles import have_something_to_tell, keys_of, roles_of
from data.intake.arithmetic.sheet import Keys, Sheet, read_sheets
from data.intake.arithmetic.verdict import Sums, sums_of

__all__ = [
    "Keys",
    "Roles",
    "Sheet",
    "Sums",
    "have_something_to_tell",
    "keys_of",
    "read_sheets",
    "roles_of",
    "sums_of",
]
