"""Runs recursion.pyx from the main thread and from many threads at once."""

import threading

import recursion
import recursion_python as plain


def main():
    for n in (0, 1, 10, 100):
        assert recursion.depth(n) == plain.depth(n)
        assert recursion.visit(n) == plain.visit(n)
        assert recursion.both_ways(n) == plain.both_ways(n)
    assert recursion.ackermann(2, 5) == plain.ackermann(2, 5)
    print("the same results as plain Python")
    print("the GIL was released 10000 times, one inside the other:", recursion.depth(10000) == 10000)
    print("down and up again:", " ".join(recursion.visit(2)))

    failures = []

    def work(n):
        for _ in range(20):
            if recursion.both_ways(n) != 2 * n + 1 or len(recursion.visit(n)) != 2 * n + 1:
                failures.append(n)

    threads = [threading.Thread(target=work, args=(n,)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print("eight threads, wrong results:", len(failures))


main()
