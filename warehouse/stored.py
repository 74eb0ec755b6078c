"""One edition of a release as it is kept. Apart from `records`, for a search must not wait for all of those to load."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from parsers.records import Release


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """One edition of a release as it is kept."""

    release_id: str
    revision: int
    seen_at: datetime
    first_seen_at: datetime
    status: str
    release: Release

    @property
    def moment(self) -> datetime:
        """When the release was published, or first seen."""
        return self.release.published_at or self.first_seen_at
