"""A temporal variational autoencoder: past periods → a latent that moves → what is bought in windows ahead."""
