"""Write the releases of all golden pages anew: `python -m tests.golden`. Read the difference before you keep it."""

from __future__ import annotations

import sys

from parsers.releases import read_release
from tests.golden import golden_pages, written

for golden in golden_pages():
    golden.expected.write_text(written(read_release(golden.source, golden.page)), encoding="utf-8")
    sys.stdout.write(f"{golden.expected.name}\n")
