"""Files under ``docs/`` → items: YAML with places, Markdown with lines, validation, the catalogue."""
