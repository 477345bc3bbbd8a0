"""What an edition says, as sentences in the language in force."""
