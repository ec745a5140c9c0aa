"""Powers and shifts of numbers that no C variable holds have Python's result."""


def case_constant_shifts():
    print(1 << 62, 1 << 63, 1 << 64, -1 << 64, (1 << 30000) > 5, 5 >> 100, -5 >> 100)
    print(1 << 200 >> 190, 3 << (1 << 6))


def negative(shift):
    try:
        return shift()
    except ValueError as error:
        return str(error)


def case_negative_shifts():
    print(negative(lambda: 1 << -1), negative(lambda: 0 << -1), negative(lambda: 1 >> -1))


def case_powers_of_lengths():
    text = "12345"
    scale = 10 ** len(text)
    print(scale, type(scale).__name__, 10 ** len(text * 5), 10 ** -len(text))
    print(2 ** (len(text) - 1), 2 ** (len(text) * 20), len(text) ** len(text * 6))


def case_shifts_by_lengths():
    text = "x" * 70
    print(1 << len(text), 1 << len(text) - 1, 5 << ord("a"))
