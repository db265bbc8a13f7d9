"""Evidence ▸ Recovery check: would the advice find the truth in a shop like this one?"""

from components import recovery
from components.shell import display, results, session

display.show_heading("Recovery check", "Would the advice find the truth in a shop like yours?")
shop = session.require_data()
found = results.require_results(shop)
check = recovery.newest_check(shop, found)
if check:
    display.show_answer(recovery.answer(check))
recovery.show_check(shop, found, is_checked=check is not None)
if check:
    recovery.show_recovered(shop, found, check)
