"""Which templates look at which exceptions."""

import re

import repair_templates_alike
import repair_templates_arithmetic
import repair_templates_callers
import repair_templates_contract
import repair_templates_falls_off
import repair_templates_index
import repair_templates_iteration
import repair_templates_key
import repair_templates_making
import repair_templates_names
import repair_templates_none
import repair_templates_operands
import repair_templates_outside
import repair_templates_past
import repair_templates_resources
import repair_templates_results
import repair_templates_types
import repair_templates_values

FAMILIES = [
    (r"IndexError$", [repair_templates_index, repair_templates_types]),
    (r"KeyError$", [repair_templates_key]),
    (r"AttributeError$", [repair_templates_none, repair_templates_names, repair_templates_types]),
    (r"TypeError$", [repair_templates_types, repair_templates_none]),
    (r"ZeroDivisionError$|DivisionByZero$|InvalidOperation$|DivisionUndefined$", [repair_templates_arithmetic]),
    (r"(ValueError|StatisticsError|JSONDecodeError|UnicodeDecodeError)$", [
        repair_templates_values, repair_templates_index]),
    (r"(UnboundLocalError|NameError)$", [repair_templates_names]),
    (r"Stop(Async)?Iteration$", [repair_templates_iteration]),
    (r"RuntimeError$", [repair_templates_iteration]),
    (r"(FileNotFoundError|FileExistsError|NotADirectoryError|OSError|IOError)$", [repair_templates_outside]),
    (r"RecursionError$", [repair_templates_names]),
]
ANY_EXCEPTION = [
    repair_templates_contract, repair_templates_callers, repair_templates_operands, repair_templates_resources,
    repair_templates_results, repair_templates_making, repair_templates_alike, repair_templates_past, repair_templates_falls_off,
]


def candidates(failure, notes):
    """Every candidate of the families that know the exception, then of those that ask for the message only."""
    for pattern, families in FAMILIES:
        if re.search(pattern, failure.exception):
            for family in families:
                yield from _safely(family, failure, notes)
            break
    for family in ANY_EXCEPTION:
        yield from _safely(family, failure, notes)


def _safely(family, failure, notes):
    """A template that stumbles over unusual source must not keep the others from answering."""
    found = family.candidates(failure)
    while True:
        try:
            yield next(found)
        except StopIteration:
            return
        except (AttributeError, IndexError, KeyError, TypeError, ValueError, RecursionError) as error:
            notes.append(f"{family.__name__}: stopped at {type(error).__name__}: {error}"[:300])
            return
