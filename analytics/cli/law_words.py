"""Rules of law and what they say of a price book, in words; in English and Chinese."""

from collections.abc import Mapping
from enum import StrEnum

from analytics.checks.law.codes import Announced, Law, Outcome
from analytics.checks.law.judge import Found
from analytics.checks.law.rules import Rule

NO_ADVICE = "These checks are no legal advice: have someone who may give it read what they say."


class Language(StrEnum):
    """In which texts are written."""

    EN = "en"
    ZH = "zh"


LAW_WORDS: Mapping[Language, Mapping[Law, str]] = {
    Language.EN: {
        Law.PRIOR_PRICE: "Prior price of a reduction",
        Law.PERSONALIZED_PRICE: "Personalized price",
        Law.NEW_YORK: "New York's sentence",
        Law.GDPR: "Letter to a customer",
    },
    Language.ZH: {
        Law.PRIOR_PRICE: "降价前的价格",
        Law.PERSONALIZED_PRICE: "个性化价格",
        Law.NEW_YORK: "纽约州的声明",
        Law.GDPR: "顾客的询问",
    },
}
OUTCOME_WORDS: Mapping[Language, Mapping[Outcome, str]] = {
    Language.EN: {
        Outcome.NOT_CONCERNED: "Does not concern this book",
        Outcome.HOLDS: "Nothing speaks against it",
        Outcome.TO_SAY: "A text has to be shown",
        Outcome.UNKNOWN: "The data do not tell",
        Outcome.AGAINST: "Speaks against it",
    },
    Language.ZH: {
        Outcome.NOT_CONCERNED: "与本价格表无关",
        Outcome.HOLDS: "未发现问题",
        Outcome.TO_SAY: "须展示说明文字",
        Outcome.UNKNOWN: "数据不足以判断",
        Outcome.AGAINST: "不符合规定",
    },
}
ANNOUNCED_WORDS: Mapping[Announced, str] = {
    Announced.NONE: "No reduction",
    Announced.HOLDS: "As announced",
    Announced.TOO_HIGH: "Less than announced",
    Announced.NO_REDUCTION: "No reduction on the prior price",
    Announced.UNKNOWN: "A part's price is not known",
}
_SAID: Mapping[Language, Mapping[tuple[Law, Outcome], str]] = {
    Language.EN: {
        (Law.PRIOR_PRICE, Outcome.AGAINST): (
            "{n:,} of {of:,} reductions would be announced off more than the parts' lowest prices lately"
        ),
        (
            Law.PRIOR_PRICE,
            Outcome.UNKNOWN,
        ): "{n:,} of {of:,} reductions have a part without a known price lately",
        (
            Law.PRIOR_PRICE,
            Outcome.HOLDS,
        ): "All {of:,} reductions are off the parts' lowest prices lately, or less",
        (Law.PERSONALIZED_PRICE, Outcome.TO_SAY): (
            "{n:,} of {of:,} bundles cost one customer type more than another: the page has to say so"
        ),
        (Law.NEW_YORK, Outcome.TO_SAY): "The sentence belongs beside the prices of {n:,} of {of:,} bundles",
        (
            Law.GDPR,
            Outcome.TO_SAY,
        ): "Customers who ask get a letter: prices of {n:,} of {of:,} bundles use their data",
    },
    Language.ZH: {
        (
            Law.PRIOR_PRICE,
            Outcome.AGAINST,
        ): "{of:,} 项降价中有 {n:,} 项所依据的价格高于各组成商品近期最低价之和",
        (Law.PRIOR_PRICE, Outcome.UNKNOWN): "{of:,} 项降价中有 {n:,} 项含有近期价格未知的商品",
        (Law.PRIOR_PRICE, Outcome.HOLDS): "全部 {of:,} 项降价均以近期最低价或更低价格为基准",
        (
            Law.PERSONALIZED_PRICE,
            Outcome.TO_SAY,
        ): "{of:,} 个捆绑商品中有 {n:,} 个对不同顾客群体价格不同，页面须予说明",
        (Law.NEW_YORK, Outcome.TO_SAY): "{of:,} 个捆绑商品中有 {n:,} 个须在价格旁展示该声明",
        (Law.GDPR, Outcome.TO_SAY): "{of:,} 个捆绑商品中有 {n:,} 个的价格使用顾客数据，须能答复顾客的询问",
    },
}
_NOTHING: Mapping[Language, Mapping[Law, str]] = {
    Language.EN: dict.fromkeys(Law, "Every customer has the same price")
    | {Law.PRIOR_PRICE: "No reduction is advised"},
    Language.ZH: dict.fromkeys(Law, "所有顾客价格相同") | {Law.PRIOR_PRICE: "未建议任何降价"},
}


def found_words(found: Found, language: Language = Language.EN) -> str:
    """Return in a sentence, without a full stop, what a rule says of a book."""
    said = _SAID[language].get((found.law, found.outcome), _NOTHING[language][found.law])
    return said.format(n=found.n, of=found.of)


def rule_words(rule: Rule, language: Language = Language.EN) -> str:
    """Return where a rule stands, since when, and when it was last looked at."""
    stands = f"{rule.source}, {rule.article}"
    if language is Language.ZH:
        return f"{stands}；{rule.in_force} 起适用，{rule.looked_at} 最近核对"
    return f"{stands}; in force since {rule.in_force}, last looked at {rule.looked_at}"
