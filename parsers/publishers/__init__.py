"""One file a source; a Python file beside it only where selectors cannot say it."""
