"""Help for editors: scaffolds, places by name, pictures, outgoing links."""
