from things cimport changed_enum, GREEN

def use():
    return changed_enum(GREEN)
