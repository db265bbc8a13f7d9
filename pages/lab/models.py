"""Lab ▸ Models: which models were trained, how do they compare, and which one is in use?"""

from components import lab_models
from components.shell import display, guards

display.show_heading("Models", "Which models are there, how do they compare, and which is in use?")
shop = guards.require_data()
display.show_answer(lab_models.answer(shop))
chosen = lab_models.choose_models(shop)
lab_models.show_actions(shop, chosen)
lab_models.show_compared(chosen)
lab_models.show_import(shop)
