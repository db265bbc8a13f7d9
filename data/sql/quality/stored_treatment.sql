-- What is done with a kind that was found at import.
UPDATE doubts SET treatment = $treatment WHERE kind = $kind
