"""Date and number formats where ours differ from Django's own. Django's Swedish ones are right as they are."""
