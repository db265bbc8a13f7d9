"""Pricing ▸ Bundles: which products to sell together?"""

from components import bundles, display, practice, results, session

display.show_heading("Bundles", "Which products should be sold together?")
shop = session.require_data()
found = results.require_results(shop)
offers = bundles.bundles_of(shop, found)
display.show_answer(bundles.answer(offers, shop.setting("currency", "")))
bundles.show_bundles(shop, found, offers)
bundles.show_way_to_scenarios(shop, offers)
bundles.choose_by_hand(shop, found, offers)
practice.show_bundles_truth(shop, found)
