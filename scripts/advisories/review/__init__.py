"""What changed between two revisions, by meaning; what is due for a person to look at; links that do not answer."""
