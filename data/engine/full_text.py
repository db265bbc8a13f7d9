"""Which product is how much about which term: counted by DuckDB's fts, out of its package."""

from importlib.resources import files

import duckdb
import pandas as pd

from data.engine.frames import plain_frame
from data.sql import execute, filled, literal, registered
from data.sql.confined import SAFE, confine

LOAD = "LOAD /* file */"
TITLE_WEIGHT = 2.0  # of a term in a title: what a product is called tells more than what else is said of it
FILL = "CREATE TABLE products AS SELECT * FROM given"
# terms come folded, stemmed and parted by spaces: fts knows neither Chinese nor a shop that mixes languages
INDEX = (
    "PRAGMA create_fts_index('products', 'position', /* columns */, "
    "stemmer = 'none', stopwords = 'none', ignore = '\\s+', strip_accents = 0, lower = 0)"
)


def postings(terms: pd.DataFrame) -> pd.DataFrame:
    """Return how much each product is about each of its terms.

    Parameters
    ----------
    terms : a column `title` and any others, of terms parted by spaces; (n_products,) rows

    Returns
    -------
    position (of the row), term, weight (BM25, > 0), by term and position
    """
    with duckdb.connect(config={**SAFE}) as connection:
        folder = files("duckdb_extension_fts").joinpath("extensions", f"v{duckdb.__version__}")
        connection.execute(filled(LOAD, file=literal(str(folder.joinpath("fts.duckdb_extension")))))
        confine(connection)
        given = terms.assign(position=range(len(terms)))
        with registered(connection, given=given):
            connection.execute(FILL)
        columns = ", ".join(literal(str(name)) for name in terms)
        connection.execute(filled(INDEX, columns=columns))
        return plain_frame(execute(connection, "search/postings", {"title_weight": TITLE_WEIGHT}))
