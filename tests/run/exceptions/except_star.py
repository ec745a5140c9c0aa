"""`except*`. Where all is handled and one other exception is raised, Python wraps it until 3.11.3 and no
more since: that stands in no case here."""
import sys
import traceback


def describe(error, indent=""):
    lines = [(frame.lineno, frame.name) for frame in traceback.extract_tb(error.__traceback__)]
    print(indent + type(error).__name__, error.args, [line for line in lines if line[1] == "several"])
    for part in getattr(error, "exceptions", ()):
        describe(part, indent + "  ")
    if error.__context__:
        describe(error.__context__, indent + "  in ")


def several(error):
    try:
        raise error
    except* ValueError as group:
        print("value", repr(group), group.exceptions)
    except* (TypeError, KeyError) as group:
        print("type", repr(group))
        raise
    except* OSError as group:
        raise group
    except* IndexError:
        raise RuntimeError(1)
    else:
        print("else")
    finally:
        print("finally")


def case_naked():
    for error in ValueError(1), TypeError(2), OSError(3), ArithmeticError():
        try:
            several(error)
            print("handled")
        except Exception as raised:
            describe(raised)


def case_groups():
    inner = ExceptionGroup("b", [OSError(3), ValueError(9)])
    for error in (
        ExceptionGroup("a", [ValueError(1), TypeError(2), inner]),
        ExceptionGroup("c", [IndexError(1), ArithmeticError(2), KeyError(3), OSError()]),
        ExceptionGroup("d", [ValueError(5)]),
        BaseExceptionGroup("e", [KeyboardInterrupt(), ValueError(5)]),
    ):
        try:
            several(error)
            print("handled")
        except BaseException as raised:
            describe(raised)


class Own(ExceptionGroup):
    def derive(self, parts):
        return Own("derived " + self.message, parts)


def case_own_group_and_notes():
    error = Own("own", [ValueError(1), KeyError(2), Own("inner", [KeyError(3), OSError(4)])])
    error.add_note("a note")
    try:
        several(error)
    except Own as raised:
        describe(raised)
        print(raised.__notes__, raised.exceptions[-1].args)


def generate():
    try:
        yield 1
        raise ExceptionGroup("x", [ValueError(1), TypeError(3), OSError()])
    except* ValueError as error:
        yield error
        yield repr(sys.exception())
    except* TypeError:
        yield 3


def case_in_a_generator():
    try:
        for value in generate():
            print(repr(value))
    except ExceptionGroup as error:
        print(repr(error), sys.exception() is error)
    print(sys.exception())


def case_what_cannot_be_caught():
    for kind in (int, ExceptionGroup, (ValueError, ExceptionGroup), 5, (KeyError, 5)):
        try:
            try:
                raise ValueError(1)
            except* kind:
                print("caught")
        except TypeError as error:
            print(error)


def case_nested():
    try:
        try:
            raise ExceptionGroup("x", [ValueError(1), TypeError(3)])
        except* ValueError:
            try:
                raise
            except* ValueError:
                print("inner")
            for i in range(3):
                if i == 1:
                    break
            else:
                print("no")
    except* TypeError as error:
        print(repr(error))
    try:
        error
    except UnboundLocalError:
        print("gone")
    print(sys.exception())


def case_without_exception():
    try:
        print("body")
    except* ValueError:
        print("never")
    else:
        print("else")


async def wait():
    try:
        raise ExceptionGroup("x", [ValueError(1)])
    except* ValueError as error:
        return_value = error
    return return_value


def case_in_a_coroutine():
    try:
        wait().send(None)
    except StopIteration as stop:
        print(repr(stop.value))
