cimport plainmodule

def use():
    return plainmodule.f()
