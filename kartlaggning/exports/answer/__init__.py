"""The answer to what is done about the scenes of an area: values that a page shows and a PDF prints."""
