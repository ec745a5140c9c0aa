"""Closures, lambdas, nonlocal, global: which variable a name means, and what it holds when read."""

counter = 0


def make_counter(start=0):
    count = start

    def increment(by=1):
        nonlocal count
        count += by
        return count
    return increment


def case_counter():
    first, second = make_counter(), make_counter(10)
    return first(), first(), second(5), first()


def case_shared_variable():
    def make():
        value = 0

        def get():
            return value

        def put(x):
            nonlocal value
            value = x
        return get, put
    get, put = make()
    put(7)
    other_get, _ = make()
    return get(), other_get()


def case_late_binding():
    return [f() for f in [lambda: i for i in range(3)]]


def case_default_binds_early():
    return [f() for f in [lambda i=i: i for i in range(3)]]


def case_loop_variable_is_one():
    functions = []
    for i in range(3):
        functions.append(lambda: i)
    i = 10
    return [f() for f in functions]


def case_three_levels():
    def a(x):
        def b(y):
            def c(z):
                return x, y, z
            return c
        return b
    return a(1)(2)(3)


def case_nonlocal_through_levels():
    x = 1

    def a():
        def b():
            nonlocal x
            x += 10
        b()
    a()
    a()
    return x


def case_parameter_captured():
    def f(a, *b, c=3, **d):
        def g():
            return a, b, c, d
        a = a + 1
        return g()
    return f(1, 2, e=4)


def case_free_variable_unbound():
    def f():
        def g():
            return x
        try:
            g()
        except NameError as error:
            message = type(error).__name__, str(error)
        x = 1
        return message, g()
    return f()


def case_local_unbound():
    def f(flag):
        if flag:
            x = 1
        return x
    try:
        f(False)
    except UnboundLocalError as error:
        return f(True), str(error)


def case_local_unbound_uncaught():
    def f(early):
        if not early:
            x = 1
        print(x)
        x = 2
    f(True)


def case_global_statement():
    global counter
    counter = 5

    def f():
        global counter
        counter += 1
        return counter
    return f(), counter


def case_global_under_closure():
    counter = "local"

    def f():
        global counter
        return counter == "local"
    return f()


def case_recursion_through_closure():
    def factorial(n):
        return 1 if n < 2 else n * factorial(n - 1)
    return factorial(20), factorial(30)


def case_mutual_recursion():
    def even(n):
        return n == 0 or odd(n - 1)

    def odd(n):
        return n != 0 and even(n - 1)
    return even(10), odd(7), even(7)


def case_lambda_forms():
    return ((lambda: 1)(), (lambda a, b=2, *c, d, **e: (a, b, c, d, e))(1, d=4, f=5),
            (lambda *a: a)(1, 2), (lambda x: lambda y: x + y)(1)(2))


def case_lambda_names():
    f = lambda: 0
    return f.__name__, f.__qualname__


def case_qualnames():
    def inner():
        class C:
            def method(self):
                def deep():
                    pass
                return deep
        return C
    C = inner()
    return inner.__qualname__, C.__qualname__, C.method.__qualname__, C().method().__qualname__


def case_closure_keeps_value_alive():
    def make():
        data = [1, 2, 3]
        return lambda: data
    return make()()


def case_captured_loop_in_function():
    def f(n):
        result = []
        for i in range(n):
            def g(k=0):
                return i + k
            result.append(g)
        return [g(10) for g in result]
    return f(3)


def case_captured_exception():
    def f():
        try:
            1 / 0
        except ZeroDivisionError as error:
            return (lambda: type(error))
    try:
        return f()()
    except NameError as error:
        return str(error)


def case_partial_application():
    def compose(*functions):
        def run(x):
            for function in functions:
                x = function(x)
            return x
        return run
    return compose(lambda x: x + 1, lambda x: x * 2, str)(4)


def case_closure_in_comprehension():
    def f(n):
        return [[n * i + j for j in range(2)] for i in range(3)]
    return f(10)


def case_class_scope_is_skipped():
    x = "function"

    class C:
        x = "class"

        def get(self):
            return x
    return C().get(), C.x


def case_nonlocal_in_method():
    total = 0

    class C:
        def add(self, n):
            nonlocal total
            total += n
            return self
    C().add(1).add(2)
    return total


def case_same_name_in_siblings():
    def f():
        x = 1

        def g():
            x = 2
            return x

        def h():
            return x
        return g(), h(), x
    return f()


def case_walrus_is_function_local():
    def f():
        y = [z := i * 2 for i in range(3)]
        return y, z
    return f()


def case_many_captured():
    a, b, c, d, e = range(5)

    def f():
        nonlocal a, e
        a, e = e, a
        return a, b, c, d, e
    return f(), (a, e)
