"""The pages of editions and the answers of their files."""
