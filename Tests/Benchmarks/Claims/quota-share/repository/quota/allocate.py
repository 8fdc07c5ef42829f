from .shares import shares


def allocate(landings, boats, quotas, year):
    """{species: {boat: kilos}} by what the boats landed in the last three years"""
    return {
        species: shares(total, {b: landings.weight(b, species, year) for b in boats})
        for species, total in quotas.items()
    }


def letters(allocation):
    for species, by_boat in allocation.items():
        for boat, kilos in sorted(by_boat.items()):
            yield f"{boat}: {kilos} kg {species}"
