from things cimport changed_exceptions

def use():
    return changed_exceptions(1)
