"""What strangers may send, made up by the million: readers answer with a value or with an error of theirs, soon.

    python -m tests.fuzz                     what can be fuzzed
    python -m tests.fuzz date --seconds 60   one target for a minute; `make fuzz` takes all
    python -m tests.fuzz date --input FILE   one input again, as it is kept below .fuzz/

An input is one byte, which chooses among the variants of a target, and the content that is read. A target fails when
its reader raises anything that its docstring does not promise, gives a text that cannot be written as UTF-8, takes
more than two seconds of processor for 200 kB, or more than half a gigabyte of memory.
"""
