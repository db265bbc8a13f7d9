"""Texts as vectors: what is alike lies close in any language, and nothing is encoded twice."""

import numpy as np
import pytest

from analytics.embeddings import sentences
from analytics.embeddings.sentences import KEPT, PLACE, sentence_vectors
from data.privacy.encrypted_files import is_encrypted

TEXTS = ["red dress", "红色连衣裙", "toothpaste", "牙膏", "RED  dress", "", " – "]


@pytest.fixture
def encoded(monkeypatch):
    """Return the texts that went through the network, as they went."""
    seen, real = [], sentences._encoder()

    class Listening:
        def encode(self, texts):
            seen.extend(texts)
            return real.encode(texts)

    monkeypatch.setattr(sentences, "_encoder", Listening)
    return seen


def test_what_means_the_same_lies_closest_in_any_language():
    vectors = sentence_vectors(TEXTS)

    alike = vectors[:4] @ vectors[:4].T - 2 * np.eye(4)

    assert vectors.shape == (7, 512)
    assert alike.argmax(1).tolist() == [1, 0, 3, 2]
    assert np.linalg.norm(vectors, axis=1) == pytest.approx([1, 1, 1, 1, 1, 0, 0], abs=1e-3)


def test_equal_texts_are_encoded_once_and_only_new_ones_the_next_time(tmp_path, encoded):
    first = sentence_vectors(TEXTS, tmp_path)
    again = sentence_vectors(["red wine", *TEXTS], tmp_path)

    assert sorted(encoded) == sorted({"red dress", "红色连衣裙", "toothpaste", "牙膏", "red wine"})
    assert np.array_equal(first, again[1:])


def test_what_was_encoded_before_a_stop_is_kept(tmp_path, encoded, monkeypatch):
    monkeypatch.setattr(sentences, "BATCH", 2)

    def stop(share):
        if share >= 0.5:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        sentence_vectors(TEXTS, tmp_path, stop)
    sentence_vectors(TEXTS, tmp_path)

    assert len(encoded) == 4


def test_a_damaged_file_of_vectors_is_written_anew(tmp_path):
    expected = sentence_vectors(TEXTS, tmp_path)
    (tmp_path / PLACE / KEPT.name).write_bytes(b"cut")

    found = sentence_vectors(TEXTS, tmp_path)

    assert np.array_equal(found, expected)
    assert len(KEPT.read(tmp_path / PLACE)["digests"]) == 4


def test_with_a_key_the_vectors_are_encrypted(tmp_path, monkeypatch):
    monkeypatch.setenv("BUNDLEWISE_KEY", "a key that is long enough to be one")

    sentence_vectors(["red dress"], tmp_path)

    assert is_encrypted(tmp_path / PLACE / KEPT.name)
