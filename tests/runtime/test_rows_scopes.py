"""The rows of abi.def for scopes, cells, and classes, beside CPython: see rows.py."""
import collections

from probe import NULL, call
from rows import Broken, Rows, outcome


class ScopesAndCells(Rows):
    def test_cells(self):
        cell = call("make_cell")
        self.raises(NameError, None, "cell_get", cell)
        self.raises(RuntimeError, "super(): empty __class__ cell", "super_object", cell, 5)
        self.raises(RuntimeError, "super(): no arguments", "super_object", cell, NULL)
        cell.cell_contents = bool
        self.assertIs(call("cell_get", cell), bool)
        self.assertEqual(call("super_object", cell, True).__repr__(), int.__repr__(True))

    def test_scope(self):
        scope = call("new_scope_bytes", 3, 16)
        self.assertEqual(type(scope).__name__, "scope")
        self.assertRaises(TypeError, type(scope))

    def test_classes(self):
        class Meta(type):
            @classmethod
            def __prepare__(cls, name, bases, **k):
                return {"prepared": (name, bases, k)}

            def __new__(cls, name, bases, space, **k):
                return super().__new__(cls, name, bases, dict(space, given=k))

            def __init__(cls, *a, **k):
                pass

        class Entries:
            def __mro_entries__(self, bases):
                return (int, )

        class Other(type):
            pass

        def make(name, bases, keywords):
            _, meta, resolved, rest, space = call("class_prepare", name, bases, keywords,
                                                  f"outer.{name}", "doc", NULL, NULL, NULL, NULL)
            call("setitem", space, "x", 1)
            return call("class_create", meta, name, resolved, space, rest)

        plain = make("Plain", (), NULL)
        self.assertEqual((plain.__name__, plain.__qualname__, plain.__module__, plain.__doc__,
                          plain.x, plain.__bases__),
                         ("Plain", "outer.Plain", "probe", "doc", 1, (object,)))
        fancy = make("Fancy", (list,), {"metaclass": Meta, "k": 1})
        self.assertIs(type(fancy), Meta)
        self.assertEqual(fancy.prepared, ("Fancy", (list,), {"k": 1}))
        self.assertEqual(fancy.given, {"k": 1})
        self.assertIs(type(make("Sub", (fancy,), NULL)), Meta)
        entries = Entries()
        replaced = make("Replaced", (entries,), NULL)
        self.assertEqual(replaced.__bases__, (int,))
        self.assertEqual(replaced.__orig_bases__, (entries,))
        other = Other("o", (), {})
        self.assertEqual(outcome(make, "Conflict", (fancy, other), NULL)[0], TypeError)
        self.assertEqual(make("Called", (), {"metaclass": lambda *a, **k: (a[0], k), "z": 1}),
                         ("Called", {"z": 1}))
        bad = type("Bad", (type,), {"__prepare__": classmethod(lambda *a, **k: 5)})
        self.assertEqual(outcome(make, "B", (), {"metaclass": bad}),
                         (TypeError, "Bad.__prepare__() must return a mapping, not int"))
        wrong = type("W", (), {"__mro_entries__": lambda s, b: 5})()
        self.assertEqual(outcome(make, "B", (wrong,), NULL),
                         (TypeError, "__mro_entries__ must return a tuple"))

    def test_match(self):
        for subject in ([], (), {}, "ab", b"ab", range(2), collections.deque(), 5):
            self.assertIs(call("is_sequence", subject),
                          isinstance(subject, (list, tuple, range, collections.deque)))
            self.assertIs(call("is_mapping", subject), isinstance(subject, dict))
        source = {"a": 1, "b": 2}
        self.assertEqual(call("match_keys", source, ("b", "a")), (2, 1))
        self.assertIs(call("match_keys", source, ("b", "c")), Ellipsis)
        self.raises(ValueError, "mapping pattern checks duplicate key ('a')", "match_keys", source,
                    ("a", "a"))
        self.assertEqual(call("match_rest", source, ("a",)), {"b": 2})
        point = collections.namedtuple("point", "x y")(3, 4)
        self.assertEqual(call("match_class", point, type(point), 1, ("y",)), (3, 4))
        self.assertIs(call("match_class", point, int, 0, ()), Ellipsis)
        self.assertIs(call("match_class", point, type(point), 0, ("z",)), Ellipsis)
        self.assertEqual(call("match_class", 7, int, 1, ()), (7,))
        self.raises(TypeError, "int() accepts 1 positional sub-pattern (2 given)", "match_class", 7,
                    int, 2, ())


    def test_instances(self):
        class Base:
            pass

        class Derived(Base):
            __slots__ = ()

        class Other:
            pass

        for kind in (Base, Derived, Other, int):
            self.assertIs(call("is_instance_of", kind(), Base), issubclass(kind, Base))
        self.assertIs(call("is_instance_of", True, int), True)
        # With a vectorcall of the class itself, and without.
        self.assertEqual(call("call_type", list), [])
        self.assertEqual(call("call_type", tuple, "ab"), ("a", "b"))
        self.raises(TypeError, "list expected at most 1 argument, got 2", "call_type", list, 1, 2)
        self.assertEqual(call("call_type_kw", dict, ("a", "b"), 1, 2), {"a": 1, "b": 2})
        self.assertEqual(call("call_type_kw", int, ("base",), "12", 3), 5)
        self.raises(TypeError, "Base() takes no arguments", "call_type", Base, 1)
        self.assertIs(call("may_be_overridden", Base()), True)
        self.assertIs(call("may_be_overridden", 5), False)
        self.assertEqual(call("class_dict", Derived)["__slots__"], ())
        # Without the notice the interpreter would go on with the method that it has cached.
        Base.f = 1
        self.assertEqual(Derived().f, 1)
        call("class_dict", Base)["f"] = 2
        call("class_changed", Base)
        self.assertEqual(Derived().f, 2)

        class Named:
            def __set_name__(self, owner, name):
                self.place = owner.__name__, name

        class Refuses:
            def __set_name__(self, owner, name):
                raise ValueError(name)

        Base.named = Named()
        call("class_changed", Base)
        self.assertEqual(Base.named.place, ("Base", "named"))
        Base.bad = Refuses()
        self.raises(ValueError, "bad", "class_changed", Base)


    def test_locks(self):
        self.assertEqual(call("lock_acquire", False), (None, True))
        self.assertEqual(call("lock_release", True), (None, False))
        self.assertIs(call("lock_is_locked", False), False)
        self.assertIs(call("lock_is_locked", True), True)

    def test_dataclass(self):
        import dataclasses

        class Base:
            __dataclass_fields__ = {"a": dataclasses.field()}

        class Derived(Base):
            __dataclass_fields__ = {"b": {"default": 5}, "c": {"init": False}}

        call("dataclass_fields", Derived, ("b", "c"), ("int", "str"), "fI", 0b10100001)
        fields = Derived.__dataclass_fields__
        self.assertEqual(list(fields), ["a", "b", "c"])
        self.assertEqual((fields["b"].name, fields["b"].type, fields["b"].default), ("b", "int", 5))
        self.assertEqual((fields["b"].kw_only, fields["c"].kw_only, fields["c"].init), (False, True, False))
        self.assertEqual([field.name for field in dataclasses.fields(Derived)][-1:], ["b"])
        params = Derived.__dataclass_params__
        self.assertEqual((params.init, params.repr, params.eq, params.frozen), (True, False, True, False))

        class Broken:
            __dataclass_fields__ = {"b": {"unknown": 5}}

        self.raises(TypeError, None, "dataclass_fields", Broken, ("b",), ("int",), "f", 0)
        self.raises(KeyError, None, "dataclass_fields", Broken, ("c",), ("int",), "f", 0)
