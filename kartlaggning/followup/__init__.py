"""Following up the scenes, as values: what is known of them besides the surveys, and what may be reckoned from it."""
