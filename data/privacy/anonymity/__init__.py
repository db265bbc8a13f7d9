"""Tables of people made anonymous: measured, generalized, attacked before and after."""
