"""Catalogue → what the site's templates show: words, addresses, lists, source numbers, Markdown links.

Imports the model, the catalogue, the projection and the rules, never the other way round. Only ``scripts/hooks.py``
speaks to MkDocs.
"""
