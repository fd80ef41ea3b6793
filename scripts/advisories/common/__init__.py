"""What every other package uses: the day, settings, problems as values, characters that cannot be printed."""
