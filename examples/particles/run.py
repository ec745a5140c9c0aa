"""Moves the same particles on one thread and on four: the positions are equal to the last bit."""

import threading

from particles import Force, Spring, System

COUNT, STEPS, DT = 120, 20, 0.01


def make(force):
    system = System(COUNT, force)
    for i in range(COUNT):
        system.place(i, i % 12 + 0.01 * i, i // 12 - 0.02 * i)
    return system


def run(system, threads):
    size = COUNT // threads
    for _ in range(STEPS):
        workers = [threading.Thread(target=system.accelerate, args=(i * size, (i + 1) * size, DT))
                   for i in range(threads)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
        system.move(DT)
    return [system.position(i) for i in range(COUNT)]


def main():
    for force in (Force(0.5), Spring(0.1)):
        alone, together = run(make(force), 1), run(make(force), 4)
        assert alone == together
        x, y = alone[0]
        print(f"{type(force).__name__}: particle 0 is at ({x:.4f}, {y:.4f})")
    print("one thread and four give the same positions")


main()
