"""The sliders of scenarios: all of them in sight, and what they say."""

from tests import app_driver


def page_of_eight_segments():
    from analytics.pricing.scenarios.scenario import default_scenarios
    from analytics.pricing.scenarios.setting import AS_CHOSEN
    from components.scenarios.sliders import choose_drafts, choose_scenarios
    from tests.offers import offer

    segments = tuple(f"Segment {s}" for s in range(1, 9))
    own = offer(best=range(10, 18), segments=segments, weight=range(1, 9))
    drafts, _ = choose_drafts({AS_CHOSEN: own}, default_scenarios(own), "key")
    choose_scenarios(drafts, "€")


def blocks(node):
    """Return a block of the page and all blocks in it."""
    children = [child for child in node.children.values() if hasattr(child, "children")]
    return [node, *(block for child in children for block in blocks(child))]


def sliders(app):
    return [slider for slider in app.select_slider if slider.label.startswith("Segment")]


def test_eight_sliders_stand_two_in_a_row():
    app = app_driver.open_part(page_of_eight_segments)

    assert not app.exception
    assert [s.label for s in sliders(app)] == [f"Segment {s}" for s in range(1, 9)]
    rows = [[c for c in b.children.values() if c.type == "column"] for b in blocks(app.main)]
    assert [len(column.select_slider) for row in rows for column in row] == [1] * 8


def test_a_slider_of_many_moves_its_own_segment():
    app = app_driver.open_part(page_of_eight_segments)

    sliders(app)[2].set_value(33).run()

    assert [s.value for s in sliders(app)] == [10, 11, 33, 13, 14, 15, 16, 17]
