"""Measuring: a made-up corpus of any size, this project and its peers built from it, tables, plots, comparisons."""
