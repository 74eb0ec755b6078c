"""Ways to reach a recipient: one module a kind, each with one `send` that hands a digest over or says why not."""
