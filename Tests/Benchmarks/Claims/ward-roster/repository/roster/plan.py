"""Fair plan: every night goes to the one with the fewest nights so far, first name first."""


class Plan:
    def __init__(self, nurses):
        self.nurses = list(nurses)
        self.nights = {}

    def assign(self, night, skill):
        able = [n for n in self.nurses if n.may_take(night, skill)]
        chosen = min(able, key=lambda n: (len(n.nights), n.name))
        chosen.nights.append(night)
        self.nights[night, skill] = chosen.name
        return chosen

    def fill(self, demand):
        """demand: iterable of (night, skill), in the order of the calendar"""
        for night, skill in demand:
            self.assign(night, skill)
        return self.nights


def as_table(plan):
    return "\n".join(f"{night:>2} {skill:<10} {name}" for (night, skill), name in sorted(plan.nights.items()))
