"""What recommenders are called; the command line and the pages say the same."""

from collections.abc import Mapping

from analytics.recommend.models.recommender import Method

METHOD_WORDS: Mapping[Method, str] = {
    Method.POPULARITY: "Bought by many",
    Method.FREQUENCY: "Bought again and again",
    Method.RULES: "Goes with what they had",
    Method.ITEM_KNN: "Bought by the same people",
    Method.TIFU_KNN: "Own and similar customers' orders",
    Method.CONTENT: "Described like what they had",
    Method.EASE: "Linear model of all products (EASE)",
    Method.ALS: "Factors of taste (ALS)",
    Method.MULT_VAE: "Autoencoder (Mult-VAE)",
    Method.SEQUENTIAL: "What came last (GRU4Rec)",
    Method.BLEND: "Bought again, with EASE",
    Method.HYBRID: "Hybrid of all of these",
}
NO_GAIN = "Here the best of the weeks before gains nothing over the plainest: tastes moved, or few bought."
