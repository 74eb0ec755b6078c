"""Every flow, killed wherever it changes the disk, and what it leaves compared with a run that nobody killed.

python -m tests.kills [--rounds N] [--seed N] [FLOW …]      `make kills`; Linux, and nothing but Python

A run is watched by the kernel's own means (`tracing`), so that a step is a system call, whoever makes it: Python,
DuckDB, or the search index. It is killed there, or in the middle of what it writes; then the same command runs again.
"""
