import json
import os


class Store:
    def __init__(self, path):
        self.path = path

    def load(self):
        if not os.path.exists(self.path):
            return []
        with open(self.path, encoding="utf-8") as f:
            return json.load(f)

    def save(self, tasks):
        with open(self.path, "w", encoding="utf-8") as f:
            json.dump(tasks, f, indent=1)
