"""The projection of the catalogue that may be printed: what pages, search, data and print show."""
