# What is never reached is told once, where it begins.
def after_return(n):
    return n
    if n:  # warning: [unreachable-code]
        n = 1
        for i in range(3):
            n = 2
    return n


def in_branches(n):
    if n:
        raise ValueError
        n = 1  # warning: [unreachable-code]
        n = 2
    while True:
        if n:
            continue
            n = 3  # warning: [unreachable-code]
        break
    else:
        n = 4  # warning: [unreachable-code]
        with n:
            n = 5
    return n


def after_try(n):
    try:
        raise ValueError
    finally:
        n = 1
    try:  # warning: [unreachable-code]
        n = 2
    finally:
        n = 3
