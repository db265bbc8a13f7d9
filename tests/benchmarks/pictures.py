"""Pictures looked at in a second, and what texts and pictures tell of products that hardly sold.

python tests/benchmarks/pictures.py

A shop is made whose customers each like two of ten kinds of things. A product's picture shows its kind, its
title names it by one of five words, two of them in other languages, its category halves the kinds, its brand
tells nothing. A fifth of the products came in the last weeks. A second shop is the same, but its titles are
numbers. `value` is pictures a second, decoding included, in this process; what each block adds comes through
the command line, `recommend --pictures`.
"""

import io
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import pandas as pd
from PIL import Image, ImageDraw

sys.path.insert(0, str(Path(__file__).parents[2]))

from analytics.embeddings.pictures import SIDE, picture_vectors
from data.read.pictures import pixels_of
from tests.pictures import write_zip

ROOT = Path(__file__).parents[2]
KINDS = {
    "shoe": ("sneaker", "running shoes", "trainers", "zapatillas", "运动鞋"),
    "cup": ("mug", "coffee cup", "teacup", "taza", "杯子"),
    "lamp": ("lamp", "bedside light", "lantern", "lámpara", "台灯"),
    "chair": ("chair", "stool", "seat", "silla", "椅子"),
    "knife": ("knife", "kitchen blade", "cleaver", "cuchillo", "菜刀"),
    "dress": ("dress", "summer gown", "frock", "vestido", "连衣裙"),
    "ball": ("football", "soccer ball", "game ball", "balón", "足球"),
    "clock": ("clock", "wall timepiece", "alarm watch", "reloj", "时钟"),
    "book": ("novel", "paperback", "hardcover book", "libro", "小说"),
    "soap": ("soap", "hand wash bar", "cleansing bar", "jabón", "肥皂"),
}
N_PRODUCTS, N_CUSTOMERS, N_DAYS, N_NEW_DAYS, N_PICTURES = 600, 500, 240, 32, 256
FIGURES = (
    "is_used",
    "recall_alone",
    "recall_without",
    "recall_added",
    "recall_added_low",
    "recall_added_high",
)


def picture(kind: int, draws: np.random.Generator) -> bytes:
    """Return a drawn picture of a kind: its shape, in any color, size and place, on white."""
    image = Image.new("RGB", (320, 320), "white")
    pen, color = ImageDraw.Draw(image), tuple(int(c) for c in draws.integers(0, 200, 3))
    x, y, size = (*draws.integers(60, 160, 2), int(draws.integers(60, 130)))
    box = [int(x), int(y), int(x) + size, int(y) + size]
    if kind < 3:
        (pen.ellipse, pen.rectangle, pen.chord)[kind](box, *((20, 200) if kind == 2 else ()), fill=color)
    elif kind < 7:
        pen.regular_polygon((int(x) + size // 2, int(y) + size // 2, size // 2), kind, fill=color)
    else:
        for step in range(0, size, size // (2 * (kind - 5))):
            pen.line([box[0], box[1] + step, box[2], box[1] + step], fill=color, width=5)
    stream = io.BytesIO()
    image.save(stream, "JPEG")
    return stream.getvalue()


def write_shop(directory: Path, titles_tell: bool, seed: int = 0) -> None:
    """Write events, products and pictures of a shop."""
    draws = np.random.default_rng(seed)
    kind = draws.integers(0, len(KINDS), N_PRODUCTS)
    words = [list(KINDS.values())[k][draws.integers(5)] for k in kind]
    words = words if titles_tell else [f"No. {n}" for n in range(N_PRODUCTS)]
    ids = [f"p{n:03d}" for n in range(N_PRODUCTS)]
    products = pd.DataFrame({"product_id": ids, "title": words, "category": [f"half {k % 2}" for k in kind]})
    products["brand"] = draws.choice(list("abcdefgh"), N_PRODUCTS)
    products.assign(image=[f"{name}.jpg" for name in ids]).to_csv(directory / "products.csv", index=False)
    write_zip(
        directory / "pictures.zip",
        {f"{n}.jpg": picture(int(k), draws) for n, k in zip(ids, kind, strict=True)},
    )
    is_new, appeal = np.arange(N_PRODUCTS) >= 0.8 * N_PRODUCTS, draws.gamma(0.7, size=N_PRODUCTS) + 0.05
    rows = []
    for customer in range(N_CUSTOMERS):
        liked = draws.choice(len(KINDS), 2, replace=False)
        weight = np.where(np.isin(kind, liked), 12.0, 1.0) * appeal
        for day in np.sort(draws.choice(N_DAYS, 14, replace=False)):
            on_sale = weight * ~(is_new & (day < N_DAYS - N_NEW_DAYS))
            for product in draws.choice(N_PRODUCTS, 2, replace=False, p=on_sale / on_sale.sum()):
                rows.append((f"c{customer:03d}", ids[product], np.datetime64("2025-01-01") + int(day), 5.0))
    events = pd.DataFrame(rows, columns=["customer_id", "product_id", "event_time", "net_price"])
    events.to_csv(directory / "events.csv", index=False)


def pictures_a_second() -> float:
    """Return how many pictures are decoded and looked at in a second, after the first."""
    draws = np.random.default_rng(1)
    contents = [picture(n % len(KINDS), draws) for n in range(N_PICTURES)]
    picture_vectors(np.stack([pixels_of(contents[0], SIDE)] * 16))
    started = time.perf_counter()
    picture_vectors(np.stack([pixels_of(content, SIDE) for content in contents]))
    return N_PICTURES / (time.perf_counter() - started)


def found_by_the_door(titles_tell: bool) -> dict[str, object]:
    """Return how new products are found, and what each block adds, by the command line."""
    with tempfile.TemporaryDirectory() as folder:
        at = Path(folder)
        write_shop(at, titles_tell)
        files = ["--events", at / "events.csv", "--products", at / "products.csv"]
        asked = ["--pictures", at / "pictures.zip", "--methods", "popularity", "content", "--out", at / "out"]
        command = [sys.executable, "-m", "analytics", "recommend", *files, *asked]
        subprocess.run(list(map(str, command)), cwd=ROOT, check=True, capture_output=True)
        names = ("recommendation_blocks", "recommendation_cold")
        blocks, cold = (pd.read_parquet(at / "out" / f"{name}.parquet") for name in names)
    return {
        "n_customers": int(blocks["n_customers"].iloc[0]),
        "recall": cold.query("who == 'products'").set_index("method")["recall"].round(4).to_dict(),
        "blocks": blocks.set_index("block")[list(FIGURES)].round(4).to_dict("index"),
    }


if __name__ == "__main__":
    told = {"name": "pictures", "value": round(pictures_a_second(), 1), "unit": "pictures/s"}
    shops = {"titles_tell": found_by_the_door(True), "titles_are_numbers": found_by_the_door(False)}
    print(json.dumps(told | shops))
