import locals_in_pxd


def test_types_of_the_pxd():
    assert locals_in_pxd.call() == (0.5, True)
    assert locals_in_pxd.truth(7) is True
    assert locals_in_pxd.truth() is True
