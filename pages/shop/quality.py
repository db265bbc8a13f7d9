"""Shop ▸ Quality: can these data be trusted, and what can they answer?"""

from components import quality
from components.quality.answers import show_answers
from components.quality.columns import show_columns
from components.quality.doubts import show_doubts
from components.quality.missing import choose_fillings
from components.quality.treatments import choose_treatments
from components.shell import display, guards

display.show_heading("Quality", "Can these data be trusted, and what can they answer?")
shop = guards.require_data()
found = quality.quality_of(shop)
display.show_answer(quality.answer(found))
quality.show_files(shop, found)
show_doubts(shop, found.doubts)
choose_treatments(shop, found)
show_answers(shop)
show_columns(found)
choose_fillings(shop)
