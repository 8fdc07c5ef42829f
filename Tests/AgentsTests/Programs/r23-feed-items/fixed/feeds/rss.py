import email.utils
import xml.etree.ElementTree as ET


def items(xml):
    root = ET.fromstring(xml)
    for item in root.iter("item"):
        if item.find("pubDate") is None or item.find("title") is None:
            continue
        yield {
            "title": item.find("title").text,
            "link": item.findtext("link"),
            "when": email.utils.parsedate_to_datetime(item.find("pubDate").text),
        }


def newest(xml):
    return max(items(xml), key=lambda item: item["when"], default={"title": None})["title"]
