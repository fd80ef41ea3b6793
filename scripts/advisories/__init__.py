"""The nouns of the project: content model, catalogue, rules, site and handbook.

Imports run one way: ``model`` ← ``catalogue`` ← ``rules`` ← (``site``, ``handbook``) ← the verbs in ``scripts/``.
"""

import os

os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # there are none, and looking for some takes long
