"""The plain Python twin of primes.pyx."""


def first_primes(count):
    candidate = 2
    primes = []
    while len(primes) < count:
        for known in primes:
            if known * known > candidate:
                primes.append(candidate)
                break
            if candidate % known == 0:
                break
        else:
            primes.append(candidate)
        candidate += 1
    return primes


def count_below(limit):
    if limit < 0:
        raise ValueError("the limit must not be negative")
    is_composite = bytearray(limit + 1)
    count = 0
    for candidate in range(2, limit):
        if is_composite[candidate]:
            continue
        count += 1
        for multiple in range(candidate * candidate, limit, candidate):
            is_composite[multiple] = 1
    return count
