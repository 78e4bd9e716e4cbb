"""Cost without a clock: how many calls, of Python's functions and of C's, a piece of work makes.

The count is the same on every machine and however busy it is. What one call of C costs (a pattern, a `find`) it does not
see: `benchmarks/hostile.py --check` measures that, and `.ci/run` runs it.
"""

import gc
import sys
from collections.abc import Callable
from typing import Final

__all__ = ["grows", "steps"]

_COUNTED: Final = frozenset({"call", "c_call"})


def steps(work: Callable[[], object]) -> int:
    """The calls that *work* makes the second time it runs: tables are built and patterns compiled the first time."""
    work()
    count = 0

    def counting(_frame: object, event: str, _arg: object) -> None:
        nonlocal count
        count += event in _COUNTED

    before = sys.getprofile()
    gc.disable()  # its callbacks are calls, too
    try:
        sys.setprofile(counting)
        work()
    finally:
        sys.setprofile(before)
        gc.enable()
    return count


def grows(less: Callable[[], object], more: Callable[[], object]) -> float:
    """How many times the steps of *less* the work *more* takes; a hundred steps of both are left out of the account."""
    return (steps(more) + 100) / (steps(less) + 100)
