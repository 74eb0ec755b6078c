"""What an operator deploys, and the shipped defaults: example settings, example watch list, invented newsroom."""
