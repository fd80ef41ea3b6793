"""The package: content in, site, search, data and print out. ARCHITECTURE.md names its layers in order."""

import os

os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # there are none, and looking for some takes long
