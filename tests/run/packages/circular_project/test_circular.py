"""Two modules that use each other."""


def test_circle():
    from ring import left
    assert left.run(3) == (1, ["right", 2, 0])
    from ring import right
    assert right.run(0) == (1, [("left", 3), ("right", 2), ("left", 1), ("right", 0), ("right", 0)])
