"""What the analyst does in a browser, from files to price book, and what is seen on the way."""

import re
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

MOST_PRICING = 120_000  # ms
MOST_TRAINING = 900_000  # ms, on a machine with other work to do


@dataclass(frozen=True)
class ShopFiles:
    """What the analyst has: three CSVs, and the customer attribute that makes the segments."""

    paths: dict[str, Path]
    attribute: str


@dataclass
class Journey:
    """What was seen on the way."""

    workspace: Path
    answers: dict[str, str] = field(default_factory=dict)
    progress: list[int] = field(default_factory=list)  # [%]
    take_rates: list[float] = field(default_factory=list)
    n_bundles: list[int] = field(default_factory=list)
    files: dict[str, Path] = field(default_factory=dict)


def upload(window: Page, shop_files: ShopFiles, seen: Journey) -> None:
    at(window, "Upload")
    window.locator("input[type=file]").set_input_files(list(shop_files.paths.values()))
    window.get_by_role("button", name="Import 3 files into My shop").click()
    window.get_by_role("button", name="See the shop").click()
    at(window, "Overview")
    expect(window.locator(".js-plotly-plot").first).to_be_visible()
    seen.answers["overview"] = window.get_by_test_id("stMain").inner_text()


def choose_segments(window: Page) -> None:
    go(window, "Segments")
    window.get_by_text("A customer attribute").click()
    window.get_by_role("button", name="Use these segments for pricing").click()
    expect(window.get_by_text("Pricing uses these segments.")).to_be_visible()


def train(window: Page, seen: Journey) -> None:
    """Start the training, then refresh and look elsewhere while it works."""
    go(window, "Price response")
    window.get_by_role("button", name="Train", exact=True).click()
    on_page, in_frame = (
        window.get_by_test_id(place).get_by_test_id("stProgress") for place in ("stMain", "stSidebar")
    )
    expect(on_page).to_have_text(re.compile(r"Testing the model.* [1-9]\d?\s%"), timeout=120_000)
    seen.progress.append(percent(on_page))
    window.reload()
    seen.progress.append(percent(on_page))
    go(window, "Overview")
    seen.progress.append(percent(in_frame))
    go(window, "Price response")
    seen.progress.append(percent(on_page))
    expect(window.locator("h1")).to_have_text("Price book", timeout=MOST_TRAINING)
    go(window, "Bundles")
    window.get_by_role("tab", name="One bundle").click()
    window.get_by_role("button", name="Compare scenarios").click()


def compare_scenarios(window: Page, seen: Journey) -> None:
    """Move the last scenario's discount by five points and watch its row of the table."""
    at(window, "Scenarios")
    window.set_viewport_size({"width": 4200, "height": 1400})  # every column at once
    table = window.get_by_test_id("stDataFrame").filter(has=window.locator("th", has_text="Cannibalized"))
    slider = window.get_by_role("slider", name="Discount for all").last
    slider.scroll_into_view_if_needed()
    row = row_count(table) - 1
    discount, take_rate = (table.locator(f"#glide-cell-{column}-{row}") for column in (1, 7))
    table.scroll_into_view_if_needed()
    expect(discount).to_have_text(re.compile(r"\d+\s%"))
    before = discount.text_content()
    seen.take_rates.append(float(take_rate.text_content()))
    slider.focus()
    for _ in range(5):
        slider.press("ArrowRight")
    expect(discount).not_to_have_text(before)
    expect(discount).to_have_text(f"{int(before.split()[0]) + 5} %")
    seen.take_rates.append(float(take_rate.text_content()))


def row_count(table: Locator) -> int:
    return int(table.locator("table").get_attribute("aria-rowcount")) - 1


def take_price_book(window: Page, seen: Journey) -> None:
    """Open the price book, confirm the margin where it is asked, and take its tables along."""
    go(window, "Price book")
    expect(window.get_by_text(re.compile("Which margin do you make|Take it along"))).to_be_visible()
    if window.get_by_role("button", name="Use this margin").count():
        window.get_by_role("button", name="Use this margin").click()
    expect(window.get_by_text("Take it along")).to_be_visible(timeout=MOST_PRICING)
    expect(window.get_by_test_id("stApp")).to_have_attribute(
        "data-test-script-state", "notRunning", timeout=MOST_PRICING
    )
    table = window.get_by_test_id("stDataFrame").filter(has=window.locator("th", has_text="Best for"))
    seen.n_bundles.append(row_count(table))
    for kind in ("CSV", "Parquet"):
        with window.expect_download() as download:
            window.get_by_role("button", name=kind, exact=True).click()
        path = seen.workspace.parent / download.value.suggested_filename
        download.value.save_as(path)
        seen.files[kind] = path


def at(window: Page, title: str) -> None:
    expect(window.locator("h1")).to_have_text(title)


def go(window: Page, title: str) -> None:
    window.get_by_role("link", name=title).click()
    at(window, title)


def percent(progress: Locator) -> int:
    expect(progress).to_have_text(re.compile(r"\d+\s%"))
    return int(re.search(r"(\d+)\s%", progress.text_content())[1])
