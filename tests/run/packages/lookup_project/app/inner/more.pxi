def from_nested_include():
    return from_include(1)
