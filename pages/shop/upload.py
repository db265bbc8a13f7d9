"""Shop ▸ Upload: bring the shop's files in."""

from components.practice.make_shop import show_practice_offer
from components.shell import display
from components.upload.accepted_files import show_accepted_shapes
from components.upload.bring import bring_files
from components.upload.history import show_history
from components.upload.pictures import show_pictures
from components.upload.settings import show_demo_offer, show_settings
from components.upload.what_arrived import shop_to_fill, show_intakes, show_state

display.show_heading("Upload", "Which files make up this shop, and did every row arrive?")
bring_files()
shop = shop_to_fill()
show_state(shop)
show_intakes(shop)
show_pictures(shop)
show_demo_offer()
show_accepted_shapes()
show_practice_offer()
show_history(shop)
show_settings(shop)
