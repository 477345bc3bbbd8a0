"""English as a Swedish authority writes it."""
