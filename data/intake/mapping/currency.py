"""The currency of a file's amounts, where the file tells it."""

import re
from collections import Counter

import pandas as pd

from data.schema import COLUMNS, MISSING, Mapping

CURRENCY_COLUMN = re.compile(r"(.*[ _-])?(currency|währung|waehrung|devise|币种|货币)([ _-]?code)?")
SIGNS = {"USD": "$", "EUR": "€", "GBP": "£", "JPY": "¥", "CNY": "¥", "INR": "₹", "KRW": "₩", "BRL": "R$"}
WRITTEN = re.compile(r"[A-Z]{1,2}\$|\b[A-Z]{3}\b|\bR[sp]\b|[$€£¥￥₹₽₩₺₫฿₪₱元]|\b[Kk]r\b|zł|Kč|Ft|lei")


def currency_of(rows: pd.DataFrame, mapping: Mapping) -> str:
    """Return the sign of a file's amounts, as most of its first rows have it; empty where they say nothing.

    Parameters
    ----------
    rows : the file's first rows, all text
    """
    money = [column.name for column in COLUMNS[mapping.kind] if column.type == "money"]
    amounts = [mapping.columns[name] for name in money if name in mapping.columns]
    codes = [name for name in rows.columns if CURRENCY_COLUMN.fullmatch(name.lower())]
    for name in (*codes, *amounts):
        known = [text.strip() for text in rows[name].dropna() if text.strip() not in MISSING]
        signs = Counter(found.group() for text in known if (found := WRITTEN.search(text)))
        sign, n = signs.most_common(1)[0] if signs else ("", 0)
        if 2 * n > len(known):
            return SIGNS.get(sign, sign)
    return ""
