"""Shop ▸ Quality: can these data be trusted, and what can they answer?"""

from components import quality
from components.shell import display, session

display.show_heading("Quality", "Can these data be trusted, and what can they answer?")
shop = session.require_data()
found = quality.quality_of(shop)
display.show_answer(quality.answer(found))
quality.show_files(shop, found)
quality.show_doubts(shop, found)
quality.choose_treatments(shop, found)
quality.show_answers(shop)
quality.show_columns(found)
quality.choose_fillings(shop)
