"""Contacts in running text: numbers, mailboxes, hosts, accounts."""
