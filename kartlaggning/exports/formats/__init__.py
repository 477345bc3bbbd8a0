"""How bytes are written: JSON, CSV, workbooks, GeoJSON, GeoPackage, what Typst sets. They know of no edition."""
