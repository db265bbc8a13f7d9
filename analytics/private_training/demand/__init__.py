"""The demand model, trained so that no customer moves it by more than noise hides."""
