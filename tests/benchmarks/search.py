"""The search of 70,000 products: how long a query takes, and how well a shop of known wishes is answered.

python tests/benchmarks/search.py [--demo]

`value` is the median of milliseconds that a query takes once the index is open, straight from the room; the
peer is what DuckDB's own `match_bm25` takes over the same titles, which knows words alone. `searched` is what
`python -m analytics search` says of a shop whose customers search in English and Chinese, with typing errors,
and mostly buy their two brands; with --demo, `demo` what it says of the demo.
"""

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd

sys.path.insert(0, str(Path(__file__).parents[2]))

from analytics.embeddings.sentences import sentence_vectors
from analytics.recommend.purchases import purchases_of
from analytics.recommend.search.index import index_of
from analytics.recommend.search.misspelled import misspelled
from analytics.recommend.search.products import field_terms, word_counts
from analytics.recommend.search.searcher import Searcher
from analytics.recommend.search.tastes import tastes_of
from analytics.recommend.search.work import RECORD
from data.engine.full_text import postings
from tests.benchmarks._searched import BRANDS, LOOKS, THINGS, shop_files

ROOT = Path(__file__).parents[2]
N_PRODUCTS, N_WORDS, N_QUERIES = 70_000, 8_000, 200


def through_the_door(folder: Path, *options: str) -> dict:
    """Return what the command says of a shop."""
    out = folder / "out"
    started = time.perf_counter()
    command = [sys.executable, "-m", "analytics", "search", *options, "--out", str(out)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    record = json.loads((out / RECORD.name).read_text())
    rows = record["rankings"] + record["errors"]
    named = {row.get("ranking", f"forgiving {row.get('is_forgiving')}"): row for row in rows}
    told = {name: {of: _banded(row, of) for of in ("recall", "ndcg", "mrr")} for name, row in named.items()}
    weights = {name: record[name] for name in ("judged_by", "meaning_weight", "interest_weight")}
    n_questions = rows[0]["n_questions"] if rows else 0
    seconds = {"seconds": round(time.perf_counter() - started, 1), "stages": record["seconds"]}
    return weights | {"n_questions": n_questions} | told | seconds


def _banded(row: dict, name: str) -> list[float]:
    return [round(row[of], 4) for of in (name, f"{name}_low", f"{name}_high")]


def milliseconds(seed: int = 0) -> dict[str, float]:
    """Return how long queries of one to three words over made-up titles take, and fts's own ranking."""
    rng = np.random.default_rng(seed)
    letters = np.array(list("abcdefghijklmnoprstuvw"))
    words = ["".join(rng.choice(letters, rng.integers(4, 10))) for _ in range(N_WORDS)]
    rank = np.minimum(rng.pareto(0.8, (N_PRODUCTS, 7)) * 10, N_WORDS - 1).astype(int)
    titles = [" ".join(words[n] for n in row) for row in rank]
    products = pd.DataFrame({"product_id": [f"p{n:05d}" for n in range(N_PRODUCTS)], "title": titles})
    products = products.assign(category="", brand="", text="")
    searcher = _searcher(products, rng)
    asked = [" ".join(rng.choice(words[:2000], rng.integers(1, 4))) for _ in range(N_QUERIES)]
    asked = [misspelled(text, rng) or text if n % 4 == 0 else text for n, text in enumerate(asked)]
    searcher.search("warmed")
    of_processor = time.process_time()
    took = [_milliseconds(lambda text=text: searcher.search(text, 0, 0.2)) for text in asked]
    of_processor = 1000 * (time.process_time() - of_processor) / N_QUERIES
    completing = [_milliseconds(lambda text=text: searcher.completions(text[:-2])) for text in asked]
    peer = _fts_alone(products, asked[:30])
    spread = {"median": np.median(took), "p95": np.quantile(took, 0.95), "most": max(took)}
    spread |= {"of_processor": of_processor}
    return spread | {"completing_p95": np.quantile(completing, 0.95), "peer": np.median(peer)}


def _searcher(products: pd.DataFrame, rng: np.random.Generator) -> Searcher:
    vectors = rng.normal(size=(N_PRODUCTS, 512)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    index = index_of(
        postings(field_terms(products)),
        vectors,
        np.arange(N_PRODUCTS)[:, None],
        np.ones(N_PRODUCTS, np.float32),
    )
    counts = dict(word_counts(products).itertuples(index=False, name=None))
    bought = {"customer_id": "c", "product_id": products["product_id"][:50], "day": "2024-01-01"}
    purchases = purchases_of(pd.DataFrame(bought | {"n_orders": 1, "n_views": 0}))
    return Searcher(index, counts, tastes_of(purchases, products), 0.3, 0.2)


def _milliseconds(do) -> float:
    started = time.perf_counter()
    do()
    return 1000 * (time.perf_counter() - started)


def _fts_alone(products: pd.DataFrame, asked: list[str]) -> list[float]:
    from importlib.resources import files

    folder = files("duckdb_extension_fts").joinpath("extensions", f"v{duckdb.__version__}")
    with duckdb.connect() as connection:
        connection.execute(f"LOAD '{folder.joinpath('fts.duckdb_extension')}'")
        connection.register("given", products)
        connection.execute("CREATE TABLE titles AS SELECT product_id, title FROM given")
        connection.execute("PRAGMA create_fts_index('titles', 'product_id', 'title')")
        best = (
            "SELECT product_id, fts_main_titles.match_bm25(product_id, $text) AS score FROM titles "
            "WHERE score IS NOT NULL ORDER BY score DESC LIMIT 100"
        )
        return [
            _milliseconds(lambda text=text: connection.execute(best, {"text": text}).fetchall())
            for text in asked
        ]


def titles_per_second(n: int = 3_000) -> float:
    """Return how many different titles of a shop are encoded a second, on one core."""
    titles = [
        f"{brand} {look} {thing} {n}"
        for n in range(9)
        for brand in BRANDS
        for look in LOOKS
        for thing in THINGS
    ]
    sentence_vectors(["warmed"])
    started = time.perf_counter()
    sentence_vectors(titles[:n])
    return n / (time.perf_counter() - started)


if __name__ == "__main__":
    took = milliseconds()
    with tempfile.TemporaryDirectory() as name:
        searched = through_the_door(Path(name), *shop_files(Path(name)))
    told = {
        "name": "search",
        "value": round(took["median"], 1),
        "unit": "ms",
        "peer": "match_bm25 of DuckDB's fts",
        "peer_value": round(took["peer"], 1),
        "ratio": round(took["median"] / took["peer"], 2),
        "milliseconds": {name: round(float(value), 1) for name, value in took.items()},
        "titles_per_second": round(titles_per_second()),
        "searched": searched,
    }
    if "--demo" in sys.argv:
        with tempfile.TemporaryDirectory() as name:
            told["demo"] = through_the_door(Path(name), "--demo")
    print(json.dumps(told, ensure_ascii=False))
