"""Mult-VAE: a customer's whole basket of interests through a narrow latent, and back."""

from analytics.recommend.models.mult_vae.estimator import MultVae

__all__ = ["MultVae"]
