import traceback
def f(x):
    try:
        raise x
    except* ValueError as e:
        print('V', repr(e), e.exceptions)
    except* (TypeError, KeyError) as e:
        print('T', repr(e))
        raise
    except* OSError as e:
        raise e
    except* IndexError:
        raise RuntimeError(1)
    else:
        print('else')
    finally:
        print('finally')
def case_all():
    G=ExceptionGroup
    for x in (ValueError(1), TypeError(2), OSError(3), IndexError(4), ArithmeticError(), G('a',[ValueError(1),TypeError(2),G('b',[OSError(3),ValueError(9)])]), G('c',[IndexError(1), ArithmeticError(2), KeyError(3), OSError()]), G('d', [ValueError(5)])):
        try: f(x); print('ok')
        except BaseException as e:
            print(''.join(traceback.format_exception(e)).replace(__file__, 'FILE'))
def gen():
    try:
        yield 1
        raise ExceptionGroup('x',[ValueError(1), TypeError(3)])
    except* ValueError as e:
        yield e
        yield 2
    except* TypeError:
        yield 3
        raise KeyError
def case_gen():
    g = gen()
    try:
        for x in g: print(repr(x))
    except Exception as e: print(repr(e), repr(e.__context__))


def case_bad():
    for t in (int, ExceptionGroup, (ValueError, ExceptionGroup), 5):
        try:
            try: raise ValueError(1)
            except* t: print('x')
        except TypeError as e: print(e)
def case_nested():
    try:
        try: raise ExceptionGroup('x',[ValueError(1), TypeError(3)])
        except* ValueError:
            try: raise
            except* ValueError: print('inner')
            for i in range(3):
                if i==1: break
            else: print('no')
    except* TypeError as e: print(repr(e))
    import sys
    print(sys.exception())
