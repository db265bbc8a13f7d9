"""What one shop's sequences teach about another shop's customers: pre-trained there, fine-tuned here."""
