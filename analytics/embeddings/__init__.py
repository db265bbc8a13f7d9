"""Texts and pictures as vectors, by networks that others have trained and that come with their packages."""
