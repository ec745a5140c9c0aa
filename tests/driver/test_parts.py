"""Large modules go to several C++ compilers at once: they mean the same, and what depends on a header
stays together."""

HEAD = '''
cdef extern from *:
    """
    static int count = 0;  /* one for each text that has it */
    static int next_count(void) { return ++count; }
    """
    int next_count()
cdef long c_total = 0
total = 0
ORDER = []
'''

PART = '''
def counted{n}(int step):
    global c_total
    c_total += step
    return next_count(), c_total

def plain{n}(values, limit={n}):
    """Works on {n}."""
    global total
    total += 1
    ORDER.append({n})
    kept = [value * limit for value in values if value % 2]
    try:
        kept.append(values["no"])
    except TypeError as error:
        kept.append(type(error).__name__)
    def inner(extra, *rest, key="k{n}"):
        nonlocal limit
        limit += 1
        return extra, rest, key, limit
    return kept, inner({n}), inner(1, 2, key=limit), {{key: key + 1 for key in range(3)}}

def generated{n}(count):
    for i in range(count):
        got = yield i, {n}
        if got:
            yield from (got for _ in range(2))
    return "end"

class Plain{n}:
    made = 0
    def __init__(self, x):
        self.x = x
        Plain{n}.made += 1
    def scale(self, by=1.5):
        return f"{{self.x * by:.2f}} {{__class__.__name__}}"

def failing{n}(x):
    return 10 / (x -
                 x)
'''

USE = '''
import traceback
import {module} as m

for n in range({count}):
    print(getattr(m, f"counted{{n}}")(n))
    plain = getattr(m, f"plain{{n}}")
    print(plain([1, 2, 3]), plain.__doc__, plain.__qualname__)
    generator = getattr(m, f"generated{{n}}")(3)
    print(next(generator), generator.send("sent"), list(generator))
    cls = getattr(m, f"Plain{{n}}")
    print(cls(2).scale(), cls.made)
    try:
        getattr(m, f"failing{{n}}")(n)
    except ZeroDivisionError as error:
        frame = traceback.extract_tb(error.__traceback__)[-1]
        print(frame.name, frame.lineno, error)
print(m.total, m.ORDER)
'''

PYTHON_HEAD = '''
from itertools import count
next_count = count(1).__next__
c_total = 0
total = 0
ORDER = []
'''


def test_a_module_in_parts_means_the_same(work):
    count = 30
    parts = "".join(PART.format(n=n) for n in range(count))
    # As many lines before, so that tracebacks say the same.
    padding = "\n" * (HEAD.count("\n") - PYTHON_HEAD.count("\n"))
    work.write("big.pyx", HEAD + parts)
    work.write("plain.py", padding + PYTHON_HEAD + parts.replace("int step", "step"))
    result = work.build("--verbose", "big.pyx")
    assert result.status == 0, result.stderr
    assert "/big.part2.cpp " in result.stderr and "/big.part3.cpp " in result.stderr
    ours = work.python(USE.format(module="big", count=count))
    assert ours == work.python(USE.format(module="plain", count=count))
    assert "is up to date" in work.build("big.pyx").stderr


def test_a_small_module_is_one_text(fib):
    assert ".part2.cpp" not in fib.build("--verbose", "--force", "fib.pyx").stderr
