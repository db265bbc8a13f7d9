"""The network of the field's articles: last purchases through an LSTM, then product and price."""
