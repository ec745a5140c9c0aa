from things cimport removed

def use():
    return removed(1)
