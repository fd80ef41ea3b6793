"""The nouns of the project: content model, catalogue, rules, site and handbook.

Imports run one way: ``model`` ← ``catalogue`` ← ``rules`` ← (``site``, ``handbook``) ← the verbs in ``scripts/``.
"""
