"""What the search says of itself; the command line and the page say the same."""

from collections.abc import Mapping

from analytics.recommend.search.evaluation import Ranking
from analytics.recommend.search.questions import JudgedBy

RANKING_WORDS: Mapping[Ranking, str] = {
    Ranking.WORDS: "Words alone (BM25)",
    Ranking.MEANING: "Meaning alone (sentence vectors)",
    Ranking.BOTH: "Words and meaning",
    Ranking.PERSONAL: "Words, meaning and interests",
}
JUDGED_WORDS: Mapping[JudgedBy, str] = {
    JudgedBy.PURCHASES: "Judged by what customers bought after a search, in the same session or within half "
    "an hour.",
    JudgedBy.CATEGORIES: "Too few searches are followed by a purchase, so names of categories are searched "
    "for, and right is what belongs to the category. Meanwhile no product is found by its category's words.",
    JudgedBy.NOTHING: "Nothing tells how good the search is. That needs searches with purchases after "
    "them, or thirty categories of products with titles.",
}
FORGIVING_WORDS: Mapping[bool, str] = {
    False: "With a typing error, read as typed",
    True: "With a typing error, read as meant",
}
