class TollError(Exception):
    """Anything a booth may tell its operator."""


class UnknownVehicle(TollError):
    def __init__(self, plate):
        super().__init__(f"no vehicle with plate {plate}")
        self.plate = plate
