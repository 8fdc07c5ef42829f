def bankFile(payments, month):
    lines = ["H|%s|%d" % (month, len(payments))]
    for empNo, amount in payments:
        lines.append("P|%s|%s" % (empNo, amount))
    lines.append("T|%s" % sum(a for _, a in payments))
    return "\n".join(lines) + "\n"
