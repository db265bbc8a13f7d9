"""Evidence ▸ Report: what was found, and how far can it be trusted, in one file?"""

from components import report
from components.shell import display, guards, results

display.show_heading("Report", "What was found, and how far can it be trusted, in one file?")
shop = guards.require_data()
found = results.require_results(shop)
report.show_worth(shop, found)
report.show_report(shop, found)
