"""A temporal variational autoencoder: past periods → a latent that moves → purchases in windows ahead."""
