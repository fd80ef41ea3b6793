"""Publishing is all or nothing: build beside, swap by one rename, compress."""
