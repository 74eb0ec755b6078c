"""The outside world: network, clock, Prefect and the command line."""
