"""Evidence ▸ Recovery check: would the advice find the truth in a shop like this one?"""

from components.recovery import newest_check, show_check, show_recovered
from components.recovery.words import answer
from components.shell import display, guards, results

display.show_heading("Recovery check", "Would the advice find the truth in a shop like yours?")
shop = guards.require_data()
found = results.require_results(shop)
check = newest_check(shop, found)
if check:
    display.show_answer(answer(check))
show_check(shop, found, is_checked=check is not None)
if check:
    show_recovered(shop, found, check)
