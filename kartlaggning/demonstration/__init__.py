"""The demonstration county: what is fictional, kept apart from all that is documented."""
