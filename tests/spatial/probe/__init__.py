"""An app that exists only in these tests: one table with an outline."""
