"""The benchmark runs, and reading is as fast as it is promised to be."""

from __future__ import annotations

from tests.bench import bench_parsing


def test_the_benchmark_measures_pages_items_and_the_neighbour() -> None:
    """Every row says what and how fast; a page takes no longer than a fiftieth of a second even on a busy machine."""
    rows = bench_parsing.run(20)
    assert [what.split(",")[0] for what, _ in rows] == [
        "pages read",
        "the same from the Content API",
        "the text alone",
    ]
    assert int(rows[0][1].split()[0].replace(",", "")) > 50
