from atlas import Place, distances, nearest


def test_equal_distances():
    hub, n, s, far = Place("Hub"), Place("N"), Place("S"), Place("Far", 300)
    hub.road_to(n, 41).road_to(s, 41)
    n.road_to(far, 8)
    assert distances(hub) == {hub: 0, n: 41, s: 41, far: 49}
    assert nearest(hub, lambda p: p.altitude > 250) == (far, 49)


def test_same_name_and_distance():
    hub, a, b = Place("Hub"), Place("Rena", 1), Place("Rena", 1)
    hub.road_to(a, 3).road_to(b, 3)
    assert nearest(hub, lambda p: p.altitude)[1] == 3


def test_grid():
    grid = {(x, y): Place("same") for x in range(5) for y in range(5)}
    for (x, y), p in grid.items():
        for q in ((x + 1, y), (x, y + 1)):
            if q in grid:
                p.road_to(grid[q], 1)
    assert distances(grid[0, 0])[grid[4, 4]] == 8
