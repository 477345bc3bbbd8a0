"""The whole public site as files."""
