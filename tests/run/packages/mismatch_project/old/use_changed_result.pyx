from things cimport changed_result

def use():
    return changed_result(1)
