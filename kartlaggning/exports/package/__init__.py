"""The files of an edition: what they are made of, which there are, and their list."""
