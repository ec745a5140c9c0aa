"""Methods that a class's .pxd declares once more, but that only a base defines."""


def test_own_module():
    import handles
    assert handles.Middle().all() == ("close of base", 1, "open of base")
    assert handles.Leaf().all() == ("close of base", 5, "open of leaf, open of base")
    assert handles.Leaf().by_name() == ("close of base", "open of base")


def test_other_module():
    import user
    assert user.use() == ("close of base", "open of base", "close of base",
                          "open of leaf, open of base", "close of base", "open of sub",
                          "close of base")
    assert user.Sub().all() == ("close of base", 1, "open of sub")
