"""Files of a shop: choose where they go, say what their columns mean, import them, see what arrived."""

from components.upload.files import Choice, Target, choose_files, choose_target
from components.upload.history import show_history
from components.upload.intake import shop_to_fill, show_import, show_intakes, show_state
from components.upload.settings import show_demo_offer, show_settings
from components.upload.shapes import show_accepted_shapes

__all__ = [
    "Choice",
    "Target",
    "choose_files",
    "choose_target",
    "shop_to_fill",
    "show_accepted_shapes",
    "show_demo_offer",
    "show_history",
    "show_import",
    "show_intakes",
    "show_settings",
    "show_state",
]
