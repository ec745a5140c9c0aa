from things cimport variable

def use():
    return variable
