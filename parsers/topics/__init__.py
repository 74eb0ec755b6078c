"""The topic language: queries to trees, trees against releases, watch lists.

`language.parse` reads a query, `match.Matcher` finds topics in releases, `watchlist.read_watchlist` reads the file
of an analyst. docs/TOPICS.md describes the language for those who write topics.
"""
