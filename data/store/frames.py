"""DuckDB results as frames with plain types: datetime64, float64, int64, bool, str."""

import duckdb
import pandas as pd


def plain_frame(result: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """Return a result as a frame; whole numbers with gaps become float64, times have no zone, text is str."""
    types = {column[0]: str(column[1]) for column in result.description or ()}
    frame = result.df()
    for name, type_ in types.items():
        if str(frame[name].dtype) in ("Int64", "Int32", "UInt64"):
            frame[name] = frame[name].astype("float64" if frame[name].isna().any() else "int64")
        elif str(frame[name].dtype) == "boolean":
            frame[name] = frame[name].fillna(value=False).astype(bool)
        elif type_ == "VARCHAR" and str(frame[name].dtype) != "str":
            frame[name] = frame[name].astype("str")
    return frame
