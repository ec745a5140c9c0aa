from things cimport changed_gil

def use():
    return changed_gil(1)
