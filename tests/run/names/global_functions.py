"""What a function or class is called that a function defines globally."""


def define():
    global made

    def made():
        def inner():
            pass

        return inner

    def own():
        pass

    return own


def case_qualified_names():
    own = define()
    print(made.__qualname__, made().__qualname__, own.__qualname__)
