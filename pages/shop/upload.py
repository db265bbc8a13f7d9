"""Shop ▸ Upload: bring the shop's files in."""

from components import practice, upload
from components.shell import display

display.show_heading("Upload", "Which files make up this shop, and did every row arrive?")
shop = upload.shop_to_fill()
upload.show_state(shop)
upload.show_intakes(shop)
upload.show_demo_offer()
target = upload.choose_target()
choices = upload.choose_files(target)
upload.show_import(target, choices)
upload.show_accepted_shapes()
practice.show_practice_offer()
upload.show_history(shop)
upload.show_settings(shop)
