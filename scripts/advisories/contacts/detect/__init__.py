"""What is a contact and what is harmless, by the context in which a text stands: the one home of both.

``patterns`` finds contacts in a text; ``contexts`` and ``targets`` tell what differs in code, print, the search
index, links and addresses; ``harmless``, which numbers are none anywhere; ``plain_text``, how a text is taken.
"""
