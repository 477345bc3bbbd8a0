"""The public pages that follow the scenes up, as values."""
