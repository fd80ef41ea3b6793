"""What changed between two revisions, by meaning, and what is due for a person to look at."""
