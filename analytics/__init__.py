"""The judgments: frames and arrays in, frames and arrays out, without a browser and without a database."""
