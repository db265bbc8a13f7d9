"""Differentially private training: what a model keeps of one customer is bounded, and the bound is told."""
