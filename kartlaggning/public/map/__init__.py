"""The map page as values."""
