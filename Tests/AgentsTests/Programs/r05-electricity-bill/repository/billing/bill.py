from billing.tariffs import tariff


class Bill:
    """What a household owes for a month."""

    def __init__(self, meter, tariff_name="day"):
        self.meter = meter
        self.tariff_name = tariff_name

    def lines(self, kilowatt_hours):
        chosen = tariff(self.tariff_name)
        yield "energy", kilowatt_hours * chosen["cents"]
        yield "fixed", chosen.get("fixed")

    def total(self, kilowatt_hours):
        if kilowatt_hours < 0:
            raise ValueError("a meter does not run backwards")
        owed = 0
        for _, cents in self.lines(kilowatt_hours):
            owed = owed + cents
        return owed
