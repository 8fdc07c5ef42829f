from meters.usage import Reading, peak


def line(customer, rows):
    readings = [Reading(*row) for row in rows]
    return f"{customer}: peak {peak(readings):.2f} kWh"
