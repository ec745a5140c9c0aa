cimport nowhere

def use():
    return nowhere.f()
