"""The audit of what was built: nothing reaches a reader that no record vouches for, nothing that could run."""
