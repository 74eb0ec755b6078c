"""Regular expressions that people write into source files.

Does not look for them.
"""

from __future__ import annotations

import re
import warnings


def compile_pattern(written: str) -> re.Pattern[str]:
    """Return a regular expression; raises ValueError saying why it is none, and for one that has two meanings.

    A pattern such as '[[a]' or '[a--b]' is one that a later Python may read otherwise (FutureWarning of `re`).
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", FutureWarning)
            return re.compile(written)
    except (re.error, FutureWarning) as error:
        raise ValueError(f"not a pattern: {written!r} ({error})") from error
