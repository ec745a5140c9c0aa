"""Classes of modules that use each other, and a hierarchy through three modules."""
import gc
import weakref


def test_circle():
    import one
    import two
    made = one.make()
    assert type(made) is two.Two and type(made.partner) is one.One
    assert one.ask(made) == (12, "twoone", 7, made.partner)
    made.partner = None
    assert one.ask(made) == (2, "two", 7, None)
    try:
        made.partner = made
    except TypeError as error:
        assert str(error) == "Cannot convert two.Two to one.One"
    else:
        raise AssertionError("no error")


def test_chain():
    import four
    import one
    import three
    x = four.Four()
    assert four.Four.__mro__[:3] == (four.Four, three.Three, one.One)
    assert x.all() == (3, "four of one", ([1, 1, 1], [1, 1], None), ([1], [1, 1], None), 106, 106, 1)
    assert four.use() == ("twofour of one", 32)

    class Python(four.Four):
        def name(self):
            return "python " + super().name()
    assert Python().all()[1] == "python four of one"
    del x
    gc.collect()


def test_layout():
    import four
    import one
    import three
    for kind in (one.Holder, three.Deeper, four.Last):
        holder = kind()
        assert four.swap(holder, 3) == (0, 0.0, 3) and four.swap(holder, 4) == (3, 1.5, 4)
        assert four.both(holder) == ((3, 4.5), 12)
        holder.extra = [holder]
        there = weakref.ref(holder)
        assert there() is holder and holder.extra == [holder]
        if kind is not one.Holder:
            assert four.depth(holder) == 2
        del holder
        gc.collect()
        assert there() is None
