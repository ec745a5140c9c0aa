# Extension types in the syntax of Python: their attributes and methods need no GIL.
import cython


@cython.cclass
class Node:
    value: cython.double
    name: object
    other = cython.declare(cython.int, visibility='public')
    value: cython.int  # error: [duplicate-declaration] "value"

    @cython.cfunc
    @cython.nogil
    @cython.exceptval(check=False)
    def get(self) -> cython.double:
        self.name.x  # error: [gil-attribute] "x"
        return self.value + self.other

    def hold(self, node: 'Node'):
        with cython.nogil:
            node.value = 2
            node.missing = 3  # error: [gil-attribute] "missing"


class Plain:
    @cython.cclass  # error: [unsupported] "inside of a function or class"
    class Inner:
        pass


def free(node: Node):
    with cython.nogil:
        node.get()
        node.hold(node)  # error: [gil-call] "hold"
