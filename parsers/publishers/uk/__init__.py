"""Sources of the United Kingdom."""
