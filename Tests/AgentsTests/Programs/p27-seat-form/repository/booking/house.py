from booking.form import FormError, read


class House:
    def __init__(self, seats):
        self.free = dict(seats)
        self.bookings = []

    def submit(self, form):
        """The text of the answering page."""
        try:
            request = read(form)
        except FormError as error:
            return f"Please {error}." if str(error).startswith("choose") else f"You can book {error}."
        if self.free.get(request.show, 0) < request.seats:
            return "Sorry, sold out."
        self.free[request.show] -= request.seats
        self.bookings.append(request)
        return f"Booked {request.seats} for {request.show}."
