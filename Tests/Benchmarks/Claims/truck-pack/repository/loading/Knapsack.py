class Knapsack(object):

    @staticmethod
    def best(cargos, capacity):
        """0/1 knapsack by dynamic programming; the chosen cargos in their given order"""
        table = [[0] * (capacity + 1)]
        for cargo in cargos:
            before = table[-1]
            row = []
            for room in range(capacity + 1):
                take = 0
                if cargo.weight <= room:
                    take = before[room - cargo.weight] + cargo.value
                row.append(max(before[room], take))
            table.append(row)
        chosen, room = [], capacity
        for i in range(len(cargos), 0, -1):
            if table[i][room] != table[i - 1][room]:
                chosen.append(cargos[i - 1])
                room -= cargos[i - 1].weight
        return chosen[::-1]
