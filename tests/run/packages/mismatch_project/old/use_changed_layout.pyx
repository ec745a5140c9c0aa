from things cimport changed_layout, Thing

def use():
    cdef Thing thing = Thing(1, 2)
    return changed_layout(thing)
