"""Evidence ▸ Validation: would the model be as good on other weeks and other customers?"""

from components.shell import display, guards, results
from components.validation import newest_validation, show_validation
from components.validation.parts import show_validated, validation_parts
from components.validation.words import answer

display.show_heading("Validation", "Would the model be as good on other weeks and other customers?")
shop = guards.require_data()
found = results.require_results(shop)
validated = newest_validation(shop, found)
if validated:
    display.show_answer(answer(validated))
show_validation(shop, found, is_validated=validated is not None)
if validated:
    display.show_tabs(validation_parts(validated), f"validation-tabs-{shop.name}")
    show_validated(validated)
