from feeds.rss import newest

XML = """<rss><channel>
<item><title>Old</title><link>http://x/1</link><pubDate>Mon, 06 Jan 2025 10:00:00 +0000</pubDate></item>
<item><title>New</title><link>http://x/2</link><pubDate>Tue, 07 Jan 2025 10:00:00 +0000</pubDate></item>
</channel></rss>"""

def test_newest():
    assert newest(XML) == "New"
