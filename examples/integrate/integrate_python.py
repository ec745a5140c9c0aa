"""The plain Python twin of integrate.pyx."""

from math import sin, sqrt

FUNCTIONS = {
    "square": lambda x: x * x,
    "half_circle": lambda x: sqrt(1 - x * x),
    "sine": sin,
    "wave": lambda x: x ** 2 * sin(x) - x,
}


def integrate(name, a, b, steps=1000000):
    if steps < 1:
        raise ValueError("the number of steps must be positive")
    if name not in FUNCTIONS:
        raise ValueError(f"there is no function {name!r}")
    f = FUNCTIONS[name]
    width = (b - a) / steps
    total = 0.0
    for i in range(steps):
        total += f(a + (i + 0.5) * width)
    return total * width
