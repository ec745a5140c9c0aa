"""try/finally left in each way, alone and nested, with a finally that ends, leaves or raises."""


def leave(body, last, log):
    """Leaves a try in a loop by `body`, and its finally by `last`."""
    for i in range(3):
        log.append(i)
        try:
            if body == "return":
                return "from try"
            if body == "raise":
                raise ValueError("from try")
            if body == "break":
                break
            if body == "continue":
                continue
            log.append("end of try")
        finally:
            log.append("finally")
            if last == "return":
                return "from finally"
            if last == "raise":
                raise KeyError("from finally")
            if last == "break":
                break
            if last == "continue":
                continue
            log.append("end of finally")
        log.append("after")
    else:
        log.append("else")
    return "end"


def outcome(body, last):
    log = []
    try:
        result = leave(body, last, log)
    except Exception as error:
        result = repr(error), repr(error.__context__)
    return body, last, result, log


WAYS = ("end", "return", "raise", "break", "continue")


def case_end_of_try():
    return [outcome("end", last) for last in WAYS]


def case_return_from_try():
    return [outcome("return", last) for last in WAYS]


def case_raise_from_try():
    return [outcome("raise", last) for last in WAYS]


def case_break_from_try():
    return [outcome("break", last) for last in WAYS]


def case_continue_from_try():
    return [outcome("continue", last) for last in WAYS]


def nested(where, log):
    try:
        try:
            if where == "inner return":
                return "inner"
            if where == "inner raise":
                raise ValueError("inner")
            log.append("inner end")
        finally:
            log.append("inner finally")
            if where == "inner finally raise":
                raise KeyError("inner finally")
            if where == "inner finally return":
                return "inner finally"
        log.append("outer end")
        if where == "outer return":
            return "outer"
    finally:
        log.append("outer finally")
        if where == "outer finally raise":
            raise IndexError("outer finally")
        if where == "outer finally return":
            return "outer finally"
    return "end"


def case_nested():
    results = []
    for where in ("none", "inner return", "inner raise", "inner finally raise", "inner finally return",
                  "outer return", "outer finally raise", "outer finally return"):
        log = []
        try:
            result = nested(where, log)
        except Exception as error:
            result = repr(error)
        results.append((where, result, log))
    return results


def case_value_is_kept():
    def f():
        x = 1
        try:
            return x
        finally:
            x = 2
    return f()


def case_mutation_is_seen():
    def f():
        x = [1]
        try:
            return x
        finally:
            x.append(2)
    return f()


def case_finally_with_own_try():
    def f():
        try:
            raise ValueError("body")
        finally:
            try:
                raise KeyError("in finally")
            except KeyError:
                print("handled in finally")
    try:
        f()
    except ValueError as error:
        return str(error), error.__context__


def case_finally_loop():
    log = []
    for i in range(2):
        try:
            log.append(("try", i))
        finally:
            for j in range(3):
                if j == 1:
                    continue
                if j == 2:
                    break
                log.append(("finally", i, j))
    return log


def case_except_finally_return():
    def f():
        try:
            raise ValueError
        except ValueError:
            return "except"
        finally:
            print("finally")
    return f()


def case_except_reraises_through_finally():
    def f():
        try:
            try:
                raise ValueError("x")
            except ValueError:
                raise
            finally:
                print("inner finally")
        except ValueError as error:
            return "outer " + str(error)
    return f()


def case_else_return_through_finally():
    def f():
        try:
            pass
        except ValueError:
            pass
        else:
            return "else"
        finally:
            print("finally")
    return f()


def case_while_else():
    def f(leave):
        n = 0
        while n < 2:
            n += 1
            try:
                if leave:
                    break
            finally:
                print("finally", n)
        else:
            return "else"
        return "left"
    return f(True), f(False)


def case_return_of_call_in_finally():
    def f():
        try:
            return g("try")
        finally:
            g("finally")

    def g(name):
        print(name)
        return name
    return f()


def case_uncaught_line():
    try:
        raise ValueError("x")
    finally:
        print("finally")


def case_three_deep_break():
    log = []
    for i in range(2):
        try:
            for j in range(2):
                try:
                    if j == 1:
                        break
                    if i == 1:
                        continue
                    log.append((i, j))
                finally:
                    log.append("inner")
            else:
                log.append("else")
        finally:
            log.append("outer")
    return log
