"""A page whose header names another charset than its own: the problem goes when the header is put right."""

from __future__ import annotations

from pathlib import Path

from deploy.newsroom import serve
from flows.settings import SourceSettings
from tests.flows.fronts import front
from tests.flows.rooms import Room
from tests.flows.servers import answer

PAGE = "/government/news/seagrass-to-return-to-40-miles-of-english-coast"
OPEN = "SELECT kind, url FROM problems WHERE resolved_at IS NULL"
EDITIONS = "SELECT url, revision, title, body FROM releases JOIN revisions USING (release_id, revision) ORDER BY ALL"


def test_a_charset_that_was_wrong_in_the_header_alone_is_right_again_though_no_byte_changed(tmp_path: Path) -> None:
    """The copy that came under the right header is kept beside the other one, so that a replay agrees."""
    with serve(day=1) as newsroom, front(newsroom) as host:
        room = Room(newsroom, tmp_path, changed={"sources": {"uk/govuk": SourceSettings(base_url=host.url)}})
        body = host.fetched(PAGE)
        host.says[PAGE] = answer(200, body, Content_Type="text/html; charset=iso-8859-1", ETag='"same"')
        room.collect()
        assert room.ask_live(OPEN) == [("charset_conflict", "https://www.gov.uk" + PAGE)]
        before = room.ask_live(EDITIONS)
        room.collect()
        captures = (
            "SELECT count(DISTINCT warc_offset) FROM fetches WHERE url LIKE '%seagrass%' AND warc_file IS NOT NULL"
        )
        assert room.ask_live(captures) == [(1,)]
        host.says[PAGE] = answer(200, body, Content_Type="text/html; charset=utf-8", ETag='"same"')
        room.collect()
        assert room.ask_live(OPEN) == []
        assert room.ask_live(EDITIONS) == before
