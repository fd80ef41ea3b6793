"""Help for editors: new pages from templates, pictures, the list of rules, schemas."""
