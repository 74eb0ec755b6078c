"""The commands of `presswatch`, a module for each kind; `flows.cli` gathers them."""
