"""What a recipient reads, and when: grouping, rendering and scheduling are pure; sending is done elsewhere."""
