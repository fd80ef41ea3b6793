"""Cached work: results kept under the digest of their inputs, recorded queries, and one process pool."""
