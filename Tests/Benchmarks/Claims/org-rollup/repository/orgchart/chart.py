import csv
import io


class Chart:
    def __init__(self):
        self.boss = {}      # person -> person
        self.pay = {}

    @classmethod
    def from_csv(cls, text):
        chart = cls()
        for row in csv.DictReader(io.StringIO(text)):
            chart.pay[row["person"]] = int(row["pay"])
            if row["boss"]:
                chart.boss[row["person"]] = row["boss"]
        return chart

    def reports(self, person):
        return sorted(p for p, b in self.boss.items() if b == person)

    def tops(self):
        return sorted(p for p in self.pay if p not in self.boss)
