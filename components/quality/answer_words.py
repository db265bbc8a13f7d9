"""What the data can answer, in words: questions, what was found, and what would help."""

from analytics.checks.answer_codes import Answered, Found, Question, Remedy

VERDICTS = {Answered.YES: "Yes", Answered.PARTLY: "Partly", Answered.NO: "No"}
QUESTIONS = {
    Question.SEGMENTS: "Who are my customers? (segments)",
    Question.PRICE_RESPONSE: "What does a price change do? (price response)",
    Question.INSTRUMENTS: "Is it the price, or the season that moved it? (instruments)",
    Question.BUNDLES: "Which products belong together? (bundles)",
    Question.INTERESTS: "What would a customer like next? (interests, recommendations)",
    Question.PERSONAL_PRICES: "Does one price fit all? (personal prices)",
    Question.PROFIT: "What is left after costs? (profit)",
    Question.SEASONS: "What does the season do?",
}
_MOVED = "Prices moved enough, at enough sales, for {n:,.0f} of {n_products:product|products}"
_JOINT = "{share:share} of {n_orders:order|orders} hold two products or more"
FOUND = {
    Found.NO_BUYERS: "No known customer bought anything",
    Found.BUYERS: "{n:known customer|known customers} bought, {repeat:share} of them more than once",
    Found.NAMELESS_ORDERS: "{nameless:share} of the orders name no customer",
    Found.PRICES_MOVED_FOR_NONE: _MOVED,
    Found.PRICES_MOVED: _MOVED + ", for {n_good:,.0f} of them beyond doubt",
    Found.BEST_SELLERS_MIXED: "of {n_best:best seller|best sellers}, "
    "{n_mixed:,.0f} have several prices a day",
    Found.INSTRUMENTS: "{n:column|columns} shifts prices but not demand, if its name holds what it promises",
    Found.NO_INSTRUMENT: "No column shifts prices but not demand; a test of past against next prices remains",
    Found.JOINT_ORDERS: _JOINT,
    Found.FEW_JOINT_ORDERS: _JOINT + ", but these are few",
    Found.RARE_JOINT_ORDERS: _JOINT + ": bundles would have to create demand",
    Found.VIEWERS: "{n_viewers:visitor|visitors} looked {looks:.1f} times each",
    Found.SOME_VIEWS: "Tastes can be guessed: from {looks:.1f} views a visitor",
    Found.PURCHASES_ALONE: "Tastes can be guessed: from purchases alone",
    Found.NO_VIEWS: "There are no views, and hardly anyone came back",
    Found.NO_KNOWN_VIEWS: "There are no views of known visitors, and hardly anyone came back",
    Found.REGULARS: "{n:customer|customers} ordered three times or more",
    Found.ATTRIBUTES: "{n_attributes:attribute of theirs is|attributes of theirs are} known",
    Found.NO_ATTRIBUTE: "no attribute of theirs is known",
    Found.COSTS: "Costs are known for {share:share} of the revenue",
    Found.SOME_COSTS: "Costs are known for {share:share} of the revenue; elsewhere a margin is assumed",
    Found.NO_COSTS: "No cost is known; a margin is assumed, and marked so",
    Found.SEASONS_TWICE: "{n:day|days} of orders: every season was seen twice",
    Found.SEASONS_ONCE: "{n:day|days} of orders: each season was seen once, and cannot be told from a trend",
    Found.SEASONS_NEARLY_ONCE: "{n:day|days} of orders: nearly every season was seen once, "
    "and cannot be told from a trend",
    Found.NO_FULL_YEAR: "{n:day|days} of orders: no year is full",
}
REMEDIES = {
    Remedy.LONGER_HISTORY: "Import a longer history",
    Remedy.MORE_WHO_COME_BACK: "Import a longer history, in which more customers come back",
    Remedy.IDS_OF_ORDERS: "Bring customer ids with those orders",
    Remedy.GROUP_BY_ATTRIBUTE: "Group customers by an attribute: hardly anyone comes back here, "
    "so orders tell few apart",
    Remedy.SPLIT_TIERS: "Upload each quantity tier or channel as a product of its own",
    Remedy.PRICE_TEST: "Run a price test: ±10 % in alternating weeks for eight weeks",
    Remedy.INSTRUMENT: "Import a cost, supplier price or tariff as an instrument, or draw some prices by lot",
    Remedy.SELL_AS_TEST: "Show parts side by side for some weeks, and sell first bundles as a test",
    Remedy.LONGER_VIEWS: "Import a longer history of views",
    Remedy.VIEWS: "Import views and carts, too",
    Remedy.IDS_OF_VIEWS: "Bring customer ids with the views: {nameless:share} of them name nobody",
    Remedy.PRICE_BY_SEGMENT: "Price by segment until more customers have come back",
    Remedy.MISSING_COSTS: "Add the missing costs to the products file",
    Remedy.COST_COLUMN: "Add a cost column to the products file",
    Remedy.OLDER_EXPORT: "Import an older export as well: overlapping rows are not doubled",
}
