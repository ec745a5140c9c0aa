from things cimport same

def use():
    return same(1)
