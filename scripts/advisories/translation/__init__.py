"""Whether two languages of a text say the same: figures, words, parts; and what changed since a translation."""
