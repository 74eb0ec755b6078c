"""Write the releases of golden pages anew: `python -m tests.golden [SOURCE]…`; of all sources where none is named.

Read the difference before you keep it.
"""

from __future__ import annotations

import sys

from parsers.releases import read_release
from tests.golden import golden_pages, written

for golden in golden_pages():
    if golden.source.name in sys.argv[1:] or not sys.argv[1:]:
        golden.expected.write_text(written(read_release(golden.source, golden.page)), encoding="utf-8")
        sys.stdout.write(f"{golden.expected.name}\n")
