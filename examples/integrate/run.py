"""Integrates four functions, compiled and in plain Python."""

import time

import integrate
import integrate_python as plain


def timed(function, *args):
    begin = time.perf_counter()
    result = function(*args)
    return result, time.perf_counter() - begin


def main():
    for name, a, b in (("square", 0, 3), ("half_circle", -1, 1), ("sine", 0, 2), ("wave", -2, 2)):
        compiled = integrate.integrate(name, a, b, 10_000)
        interpreted = plain.integrate(name, a, b, 10_000)
        assert abs(compiled - interpreted) <= 1e-12 * max(1, abs(interpreted)), (compiled, interpreted)
        print(f"{name:<12}from {a:>2} to {b}: {compiled:.6f}")
    print("the same results as plain Python")
    steps = 500_000
    compiled, fast = timed(integrate.integrate, "half_circle", -1, 1, steps)
    interpreted, slow = timed(plain.integrate, "half_circle", -1, 1, steps)
    print(f"pi is about {2 * compiled:.5f}")
    print(f"compiled {fast * 1000:.1f} ms, plain Python {slow * 1000:.1f} ms, {slow / fast:.0f} times as long")


main()
