"""Writes a source of a given number of lines that looks like what people write, for the benchmarks.

usage: large_source.py LINES [SEED]
Functions and classes from templates, with names and constants drawn at random but the same for the same
seed; only constructs that the compiler supports. It compiles, and its functions can be called.
"""

import random
import sys

WORDS = ("alpha beta gamma delta index total count width height left right last item result "
         "buffer offset length limit weight score rate depth level state token data node cost step").split()

HEADER = '''"""A generated module: see tests/bench/large_source.py."""

import os
import sys
from collections import defaultdict

cimport cython
from libc.math cimport sqrt, floor
from libc.stdlib cimport free, malloc

cdef int calls_made = 0
cdef double scale_factor = 1.5
REGISTRY = {}

'''

TEMPLATES = ['''
cdef double {f}(double {a}, double {b}, int {n}) noexcept nogil:
    cdef double {x} = {a} * {c1} + {b}
    cdef int {i}
    for {i} in range({n}):
        if {x} > {c2}.0:
            {x} = {x} - {b} / {c1}.0
        elif {i} % {c1} == 0:
            {x} += sqrt({a} * {a} + {i})
        else:
            {x} *= 0.5
    return {x}


def run_{f}({a}, {b}, int {n}=10):
    """Calls {f} without the GIL."""
    cdef double c_{a} = {a}, c_{b} = {b}, {x}
    with nogil:
        {x} = {f}(c_{a}, c_{b}, {n})
    return {x}

''', '''
def {f}({a}, {b}=None, *, {n}={c1}):
    """Collects the items of {a} that are larger than {n}."""
    {x} = []
    if {b} is None:
        {b} = {{}}
    for {i} in {a}:
        if {i} > {n}:
            {x}.append({i})
            {b}[{i}] = {b}.get({i}, 0) + 1
        elif {i} == {c2}:
            break
    else:
        {b}["complete"] = True
    return {x}, {b}

''', '''
cdef int {f}(int {a}, int {b}) except -1:
    cdef int {x} = 0, {i}
    if {b} == 0:
        raise ValueError(f"{b} must not be {{{b}}}")
    for {i} in range({a}):
        {x} += ({i} * {c1}) // {b}
        if {x} > {c2}000:
            break
    return {x}


def checked_{f}(int {a}, int {b}):
    """The same, with a default for errors."""
    try:
        return {f}({a}, {b})
    except ValueError as error:
        return str(error)
    finally:
        REGISTRY["{f}"] = {a}

''', '''
class {F}:
    """Keeps {a} and {b} together."""

    limit = {c1}

    def __init__(self, {a}, {b}={c2}):
        self.{a} = {a}
        self.{b} = {b}
        self.history = []

    def __repr__(self):
        return f"{F}({{self.{a}!r}}, {{self.{b}:>4}})"

    @property
    def {n}(self):
        return self.{a} * {c1} + self.{b}

    def {x}(self, {i}, *rest, **options):
        self.history.append({i})
        if len(self.history) > self.limit:
            del self.history[0]
        for key, value in options.items():
            setattr(self, key, value)
        return [{i}, *rest]

    @classmethod
    def make(cls, text):
        {a}, _, {b} = text.partition("{c1}")
        return cls({a}, len({b}))

''', '''
def {f}(lines, {a}="{b}"):
    """Counts words and joins them again."""
    {x} = defaultdict(int)
    for {i}, line in enumerate(lines):
        for word in line.split():
            {x}[word.lower()] += 1
    {n} = sorted({x}.items(), key=lambda pair: (-pair[1], pair[0]))[:{c1}]
    return "{a}".join("%s=%d" % pair for pair in {n}) if {n} else {a}

''', '''
cdef long {f}(long* {a}, Py_ssize_t {n}) noexcept nogil:
    cdef Py_ssize_t {i}
    cdef long {x} = {c1}
    for {i} in range({n}):
        {x} = ({x} * 31 + {a}[{i}]) & 0xFFFFFFF
    while {x} > {c2}000:
        {x} >>= 1
    return {x}


def sum_{f}(values):
    """Copies a list into C memory and folds it."""
    cdef Py_ssize_t {n} = len(values), {i}
    cdef long* {a} = <long*>malloc(({n} + 1) * sizeof(long))
    cdef long {x}
    if {a} is NULL:
        raise MemoryError()
    try:
        for {i} in range({n}):
            {a}[{i}] = values[{i}]
        with nogil:
            {x} = {f}({a}, {n})
    finally:
        free({a})
    return {x}

''', '''
def {f}({n}):
    """Yields pairs, and what is sent to it."""
    {a}, {b} = 0, 1
    while {a} < {n}:
        {x} = yield {a}, {b}
        if {x} is not None:
            {a} = {x}
        {a}, {b} = {b}, {a} + {b}


def all_{f}({n}):
    return [({i}, {x}) for {i}, {x} in {f}({n}) if {i} % 2 == 0 and not {x} < {c1}]

''', '''
cpdef double {f}(double {a}, int {b}={c1}):
    """A {x} that both worlds can call."""
    global calls_made
    calls_made += 1
    if {a} < 0 or {b} > {c2}00:
        return -1.0
    return floor({a} / {b} * scale_factor)


def make_{f}({n}):
    """A closure over {n}."""
    made = 0

    def {i}(by=1):
        nonlocal made
        made += by
        return {n} + made, {f}(made)
    return {i}

''', '''
def {f}(path, {a}={c1}):
    """Reads a file, if it is there, and cuts the lines."""
    {x} = {{"{b}": [], "{n}": {{1, 2, {c2}}}}}
    if not os.path.exists(path):
        return {x}
    with open(path) as file:
        for {i} in file:
            {x}["{b}"].append({i}.rstrip()[:{a}])
    assert len({x}) == 2, "a {b} was lost"
    return {{key: list(value)[1:-1] for key, value in {x}.items()}}

''', '''
@cython.cdivision(True)
cdef unsigned int {f}(unsigned int {a}, unsigned int {b}) noexcept nogil:
    # Mixes two numbers; the constants are arbitrary.
    cdef unsigned int {x} = {a} ^ ({b} << {c1} % 7)
    {x} += {x} >> 3
    {x} ^= ~{b} & {c2}
    return {x} % 1000003 if {x} != 0 else {b} // {c1}


def table_{f}(int {n}):
    return {{{i}: {f}({i}, {n}) for {i} in range({n})}}

''']


def generate(lines, seed=1):
    rng = random.Random(seed)
    parts = [HEADER]
    count = HEADER.count("\n")
    number = 0
    while count < lines:
        number += 1
        names = rng.sample(WORDS, 5)
        word = rng.choice(WORDS)
        text = rng.choice(TEMPLATES).format(
            f=f"{word}_{number}", F=f"{word.capitalize()}{number}", a=names[0], b=names[1], n=names[2], x=names[3],
            i=names[4], c1=rng.randrange(2, 10), c2=rng.randrange(11, 99))
        parts.append(text)
        count += text.count("\n")
    return "".join(parts).rstrip("\n") + "\n"


if __name__ == "__main__":
    sys.stdout.write(generate(int(sys.argv[1]), *map(int, sys.argv[2:])))
