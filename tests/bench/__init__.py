"""How fast the parts are: each module has `run()`, which gives (what, how fast), and runs alone with `python -m`."""
