-- Speeches that name Norway, the newest first.
SELECT published_at, title, url
FROM latest_releases
WHERE document_type = 'speech' AND contains(body, 'Norway')
ORDER BY published_at DESC;
