"""The yearly tables as values: a module for each subject."""
