"""Words for the stages of long work; the command line and the pages say the same."""

from collections.abc import Mapping

STAGE_WORDS: Mapping[str, str] = {
    "waiting": "waiting to start",
    "starting": "starting",
    "finished": "finished",
    "total": "All stages together",
    # of a pricing run
    "reading": "Reading visits and prices",
    "testing": "Testing the model on the latest visits",
    "training": "Training the price response",
    "pricing": "Checking the gates and pricing offers",
    "explaining": "Explaining the scores",
    # of recommendations
    "reading_purchases": "Reading what was bought",
    "describing_products": "Describing products by their texts and pictures",
    "comparing_recommenders": "Comparing recommenders on later purchases",
    "listing_recommendations": "Making a list for every customer",
    "completing_bundles": "Finding out what completes bundles",
    # of the value of customers
    "learning_value": "Learning how often customers come back",
    "valuing_customers": "Working out what customers are worth",
    "telling_new_customers": "Learning what new customers become",
    "looking_at_pictures": "Looking at pictures of products",
    # of the search
    "reading_products": "Reading the products and what was searched for",
    "encoding_texts": "Finding what titles and texts mean",
    "indexing_words": "Indexing words",
    "judging_searches": "Judging the search on known answers",
    # of interests
    "reading_interests": "Reading what was bought, period by period",
    "tuning_interests": "Tuning forecasts on earlier periods",
    "judging_interests": "Judging forecasts on the latest periods",
    "forecasting_interests": "Forecasting every customer's interests",
    "drawing_customers": "Drawing synthetic customers",
    # of a training in the lab
    "reading_examples": "Reading the rows to learn from",
    "training_variant": "Training",
    "judging_variant": "Judging on rows that it has not seen",
    "searching_settings": "Trying settings",
    "comparing_imbalance": "Comparing what is done about a rare outcome",
    "pretraining_encoder": "Learning from the other shop what comes next",
    "fine_tuning": "Fine-tuning, and training from scratch",
    "mapping_inputs": "Drawing the rows in two dimensions",
    # of shops that train together
    "reading_shops": "Reading every shop's visits and prices",
    "comparing_shops": "Training each alone, all together and pooled, for comparison",
    "training_together": "Training the shops together",
    "pricing_shops": "Pricing each shop's offers",
    # of an anonymous export
    "telling_coarser": "Looking for the way to tell columns that keeps most",
    "attacking_tables": "Looking for people in the table, before and after",
    # of the price of privacy
    "attacking_models": "Guessing who was trained on, epsilon by epsilon",
    "trying_epsilons": "Training on simulated shops, epsilon by epsilon",
    # of a recovery check
    "reading_run": "Reading the run",
    "making": "Making a shop in which the model is right",
    "as_is": "The shop as it is",
    "quarter_visits": "A quarter of the visits",
    "half_visits": "Half the visits",
    "double_visits": "Twice the visits",
    "fourfold_visits": "Four times the visits",
    "livelier_prices": "Prices that vary half as much again",
    "liveliest_prices": "Prices that vary twice as much",
    "price_test": "A price test for eight weeks",
    "most_of_both": "Four times the visits and twice the price variation",
    # of an explanation of many customers
    "reading_visits": "Reading the visits held out",
    "training_again": "Training the tested model again",
    "sharing_scores": "Taking predictions apart",
    "asking_twice": "Asking for a second opinion",
    "glass_box": "Learning a model that can be read whole",
    # of a validation
    "reading_validation": "Reading the run and cutting folds",
    "folds_by_time": "Refitting on earlier weeks, judging by later ones",
    "folds_by_customer": "Refitting on some customers, judging by others",
    "checking_leaks": "Looking for leaks",
    "learning_curve": "Refitting on fewer customers",
    # of a monitoring
    "reading_newer": "Reading what came since the training",
    "comparing_inputs": "Comparing inputs of then and now",
    "scoring_newer": "Scoring newer visits with the stored model",
    "repricing_book": "Pricing the best bundles anew",
    # of a study of segments
    "counting": "Finding how many segments there are",
    "rfm": "Segments by rule (RFM)",
    "kmeans": "Segments by k-means",
    "hierarchical": "Segments by hierarchy",
    "dbscan": "Segments by DBSCAN",
    "hdbscan": "Segments by HDBSCAN",
    "mixture": "Segments by Gaussian mixture",
    "deep": "Segments by deep embedding",
    "deep_refined": "Segments by deep embedding, refined",
    "mapping": "Drawing the maps",
}


def stage_words(stage: str) -> str:
    """Return what people call a stage; what earlier versions stored is words already."""
    return STAGE_WORDS.get(stage, stage)
