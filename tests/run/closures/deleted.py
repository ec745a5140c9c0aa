"""`del` of a variable that an inner function captured."""


def case_delete_captured():
    def f():
        x = 1

        def g():
            return x
        del x
        try:
            return g()
        except NameError as error:
            return str(error)
    return f()
