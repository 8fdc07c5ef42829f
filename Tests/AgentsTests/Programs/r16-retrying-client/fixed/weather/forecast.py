from weather.retry import retrying


class Forecasts:
    def __init__(self, source):
        self.source = source

    @retrying(attempts=3)
    def tomorrow(self, city):
        """Tomorrow's temperature in a city."""
        answer = self.source.fetch(city)
        days = answer.get("forecast", {}).get("days", [])
        if len(days) < 2:
            return None
        return days[1]["celsius"]
