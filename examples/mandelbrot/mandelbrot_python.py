"""The plain Python twin of mandelbrot.pyx."""


def iterations(cr, ci, limit):
    zr = zi = zr2 = zi2 = 0.0
    n = 0
    while n < limit and zr2 + zi2 <= 4:
        zi = 2 * zr * zi + ci
        zr = zr2 - zi2 + cr
        zr2 = zr * zr
        zi2 = zi * zi
        n += 1
    return n


def row(ci, left, right, width, limit):
    shades = b" .:-=+*#%@"
    line = bytearray()
    for x in range(width):
        n = iterations(left + (right - left) * x / width, ci, limit)
        line.append(shades[9 * n // limit])
    return bytes(line)
