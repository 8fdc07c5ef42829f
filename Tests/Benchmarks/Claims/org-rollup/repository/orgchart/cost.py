def cost_of(chart, person):
    return chart.pay[person] + sum(cost_of(chart, p) for p in chart.reports(person))


def headcount(chart, person):
    return 1 + sum(headcount(chart, p) for p in chart.reports(person))


def budget(chart, people):
    """{person: (headcount, cost)} for the finance sheet"""
    return {p: (headcount(chart, p), cost_of(chart, p)) for p in people}
