"""Which bundles, for whom, at which discount, and worth how much a year?"""
