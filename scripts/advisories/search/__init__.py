"""What the search reads: documents, names, pinyin, and the Pagefind run of each language."""
