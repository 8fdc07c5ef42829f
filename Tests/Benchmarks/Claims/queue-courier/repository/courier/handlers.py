class Fleet:
    def __init__(self):
        self.trips = {}
        self.log = []

    async def pickup(self, parcel, place):
        self.trips[parcel] = [place]
        self.log.append(("pickup", parcel))

    async def handover(self, parcel, place):
        self.trips[parcel].append(place)
        self.log.append(("handover", parcel))

    async def delivered(self, parcel, place):
        self.trips.pop(parcel)
        self.log.append(("delivered", parcel))

    @property
    def table(self):
        return {"PICKUP": self.pickup, "HANDOVER": self.handover, "DELIVERED": self.delivered}
