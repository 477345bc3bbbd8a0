"""The demonstration county, its round and its people."""
