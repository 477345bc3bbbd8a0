"""Taking away what is published: decided here, carried out here."""
