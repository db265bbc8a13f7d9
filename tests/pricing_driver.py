"""What the pricing journeys share: finding tables, sliders and boxes by their words, and opening links."""

from tests.app_driver import open_app, tables

RESPONSE, BUNDLES = "pages/pricing/response.py", "pages/pricing/bundles.py"
SCENARIOS, PRICE_BOOK = "pages/pricing/scenarios.py", "pages/pricing/price_book.py"
PERFORMANCE, EXPLANATION = "pages/evidence/performance.py", "pages/evidence/explanation.py"
PRICE_CHANGES = "pages/evidence/price_changes.py"


def table_with(app, *columns):
    """Return the first table on the page that has these columns."""
    return next(table for table in tables(app) if set(columns) <= set(table.columns))


def slider(app, label, nth=0):
    return [s for s in app.select_slider if s.label.replace("\\", "") == label][nth]


def box(app, label):
    return next(b for b in app.main.selectbox if b.label == label)


def open_tab(app, label, within="bundle-tabs"):
    """Open a tab of the page: what a closed one holds is not worked out."""
    app.session_state[f"{within}-{app.session_state['shop']}"] = label
    return app.run()


def tab_labels(app):
    """Return the labels of all tabs on the page."""
    return [tab.label for tab in app.tabs]


def open_bundle(app, label):
    """Open what the page tells of one bundle."""
    return open_tab(open_tab(app, "One bundle"), label, "one-bundle-tabs")


def open_link(comparison):
    """Open a comparison's link in a browser of its own (a change of page would drop the parameter)."""
    app = open_app(SCENARIOS)
    app.query_params["scenario"] = comparison
    return app.run()


def metric(app, label):
    return next(m for m in app.metric if m.label == label).value
