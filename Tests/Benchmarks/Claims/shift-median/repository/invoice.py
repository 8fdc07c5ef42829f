from sla import monthly


def lines(fees, tickets):
    owed = monthly(tickets)
    out = []
    for customer, fee in sorted(fees.items()):
        percent = owed.get(customer, 0)
        out.append(f"{customer} {fee * (100 - percent) / 100:.2f}")
    return out
