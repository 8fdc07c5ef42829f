from fleet import planner, settings


def plan_day(orders, env=None):
    """What the planner's job answers for a list of {"customer", "x", "y"}."""
    chosen = settings.load(env)
    stops = {order["customer"]: (float(order["x"]), float(order["y"])) for order in orders}
    routes = planner.plan(stops, chosen)
    return [{"stops": r.stops, "minutes": planner.minutes(r, chosen)} for r in routes]
