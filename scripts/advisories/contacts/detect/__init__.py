"""What is a contact and what is harmless, by the context in which a text stands: the one home of both.

``patterns`` finds contacts in a text, ``contexts`` and ``targets`` say what differs in code, print, the search index, links
and addresses, ``harmless`` which numbers are none wherever they stand; ``plain_text`` is how a reader takes a text.
"""
