"""Bytes in, records out: listings, pages, quotes, amounts and topics, without network, clock or disk."""
