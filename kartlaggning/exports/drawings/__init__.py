"""Maps, charts and outlines as SVG, or as descriptions that a template draws."""
