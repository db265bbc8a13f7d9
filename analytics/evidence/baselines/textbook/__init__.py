"""The network of the field's articles: last purchases through an LSTM, then product and price."""

from analytics.evidence.baselines.textbook.estimator import Textbook, TextbookConfig

__all__ = ["Textbook", "TextbookConfig"]
