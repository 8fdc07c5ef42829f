import stock

wanted = {}
LEVEL = 3


@stock.subscribe
def watch(sku, left):
    if left < LEVEL:
        wanted[sku] = LEVEL * 2 - left
    else:
        wanted.pop(sku, None)
