from types import SimpleNamespace

from analytics.pricing.scenarios.horizon import Horizon, Unit, totals
from analytics.pricing.scenarios.outcomes import outcomes
from analytics.pricing.scenarios.scenario import Scenario
from analytics.pricing.scenarios.setting import Mechanism, Setting
from components.scenarios.charts import flat_chart, segments_chart
from components.scenarios.report import Cover, report_html
from tests.offers import PER_VISITS, offer

EVIL = "</script><img src=x onerror=alert(1)>"


def report(name="a", segments=("gold", "silver"), note="", extras=None):
    horizon = Horizon(100.0, unit=Unit.VISITS)
    opened = SimpleNamespace(
        horizon=horizon,
        unit=PER_VISITS,
        labels={},
        currency="€",
        title="Coffee & tea",
        whose="",
        looks="Of all visits, the 8.2 % that look at all parts can take the bundle.",
        shop=SimpleNamespace(name="My shop"),
        found=SimpleNamespace(run_id="run-1", products=["a", "b"], evidence={"model": {"n_visits": 10}}),
    )
    own = offer(segments=segments)
    scenarios = [Scenario(name, (10, 20), setting=Setting(mechanism=Mechanism.FREE_SHIPPING, shipping=2.0))]
    figures = [flat_chart(own, PER_VISITS), segments_chart(own, PER_VISITS), *(extras or [])]
    table = totals(outcomes(own, scenarios), scenarios, horizon)
    cover = Cover("20 % earns most.", "WARN: careful.", note)
    page = report_html(opened, table, scenarios, figures, cover)
    return page.decode()


def test_a_report_holds_answer_doubt_settings_table_and_charts():
    page = report(note="Agreed on Monday")

    for words in (
        "20 % earns most.",
        "WARN: careful.",
        "Agreed on Monday",
        "Coffee &amp; tea",
        "400",
        "the 8.2 % that look",
    ):
        assert words in page
    assert "free shipping worth €2.00" in page
    assert page.count('class="plotly-graph-div"') == 2


def test_a_report_needs_no_network():
    page = report()

    outside = page.split("<script", 1)[0] + page.rsplit("</script>", 1)[1]
    assert "http" not in outside
    assert '<script src="' not in page and '<script charset="utf-8" src=' not in page


def test_names_cannot_bring_a_script_into_a_report():
    page = report(name=EVIL, segments=(EVIL, "silver"), note=EVIL)

    assert EVIL not in page and "<img" not in page


def test_further_figures_come_along_and_the_pages_own_stay_as_they_are():
    own = flat_chart(offer(), PER_VISITS)

    page = report(extras=[own])

    assert page.count('class="plotly-graph-div"') == 3
    assert own.layout.paper_bgcolor == "rgba(0,0,0,0)"
