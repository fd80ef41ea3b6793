"""Catalogue → printed matter: handbooks, pocket cards, posters, quizzes, slides, and the archive of each pack.

Reads the public projection and the pages' Markdown, through the site's own extensions; speaks to MkDocs nowhere.
Called by ``scripts/print.py`` only.
"""
