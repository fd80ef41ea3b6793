"""What looks like a contact, what a contact link means, and every contact that a record holds."""
