"""Finds primes, compiled and in plain Python."""

import time

import primes
import primes_python as plain


def timed(function, *args):
    begin = time.perf_counter()
    result = function(*args)
    return result, time.perf_counter() - begin


def main():
    print("the first primes:", *primes.first_primes(15))
    for limit in (0, 1, 2, 3, 10, 100, 10_000):
        assert primes.count_below(limit) == plain.count_below(limit)
    for count in (0, 1, 500):
        assert primes.first_primes(count) == plain.first_primes(count)
    print("the same results as plain Python")
    limit = 1_000_000
    compiled, fast = timed(primes.count_below, limit)
    interpreted, slow = timed(plain.count_below, limit)
    assert compiled == interpreted
    print(f"primes below {limit}: {compiled}")
    print(f"compiled {fast * 1000:.1f} ms, plain Python {slow * 1000:.1f} ms, {slow / fast:.0f} times as long")


main()
