"""What depends on a language: the site's words, how it dials and writes numbers, pinyin."""
