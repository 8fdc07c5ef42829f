import asyncio
import string


class TemplateStore:
    """Templates live in a slow place, so they're loaded once and kept."""

    def __init__(self, loader):
        self._loader = loader
        self._kept = {}
        self._lock = asyncio.Lock()

    async def get(self, name, lang="en"):
        key = (name, lang)
        async with self._lock:
            if key not in self._kept:
                self._kept[key] = await self._loader(name, lang)
        return self._kept[key]

    async def get_or_english(self, name, lang):
        try:
            return await self.get(name, lang)
        except LookupError:
            return self.get(name)


def fill(template, values):
    return {
        "subject": string.Template(template["subject"]).safe_substitute(values),
        "body": string.Template(template["body"]).safe_substitute(values),
    }
