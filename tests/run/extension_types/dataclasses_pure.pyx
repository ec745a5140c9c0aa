"""Dataclasses in Python's syntax."""
import cython
import dataclasses
from dataclasses import field


@cython.cclass
@dataclasses.dataclass(order=True)
class Pair:
    """
    >>> pairs = [Pair(3), Pair(1, [2], "d"), Pair(first=1)]
    >>> sorted(pairs)
    [Pair(first=1, second=[], third='c'), Pair(first=1, second=[2], third='d'), Pair(first=3, second=[], third='c')]
    >>> pairs[0] == Pair(3, [5]), pairs[0] < pairs[1], [p.shorter() for p in pairs], Pair.__match_args__
    (True, False, ['3c', '1d', '1c'], ('first', 'second', 'third'))
    >>> p = pairs[1]; dataclasses.asdict(p), dataclasses.astuple(p)
    ({'first': 1, 'second': [2], 'third': 'd'}, (1, [2], 'd'))
    >>> dataclasses.replace(p, third="e")
    Pair(first=1, second=[2], third='e')
    """
    first: cython.int
    second: list = field(default_factory=list, compare=False)
    third: str = "c"

    def shorter(self):
        return f"{self.first}{self.third}"


@dataclasses.dataclass
@cython.cclass
class Triple(Pair):
    """
    >>> t = Triple(1, [2], fourth={}); t, t == Triple(1, [2], fourth={})
    (Triple(first=1, second=[2], third='c', fourth={}), True)
    >>> [f.name for f in dataclasses.fields(t)]
    ['first', 'second', 'third', 'fourth']
    """
    fourth: object = None


@cython.dataclasses.dataclass
class Alone:
    """
    >>> Alone(2), type(Alone).__name__, hasattr(Alone(2), "__dict__")
    (Alone(x=2.0), 'type', False)
    """
    x: cython.double
