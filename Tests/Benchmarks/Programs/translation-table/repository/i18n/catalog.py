class Catalog:
    """Texts by language. A text that is not translated is shown in the default language, else as its key."""

    def __init__(self, texts, default="en"):
        self.texts = texts
        self.default = default

    def languages(self):
        return sorted(self.texts)

    def text(self, language, key):
        table = self.texts.get(language, {})
        if key in table:
            return table[key]
        return self.texts[self.default][key]

    def render(self, language, key, **values):
        return self.text(language, key).format(**values)
