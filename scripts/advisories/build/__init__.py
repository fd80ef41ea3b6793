"""Publishing is all or nothing: build beside, swap by one rename; rendering, live preview, compression, previews."""
