"""Coroutines, asynchronous generators, iteration, context managers, comprehensions."""

import asyncio
import collections.abc
import inspect
import sys
import types


class Pause:
    """Awaiting it stops the coroutine once with a value."""

    def __init__(self, value):
        self.value = value

    def __await__(self):
        sent = yield self.value
        return sent


def drive(coroutine, *sent):
    """Runs a coroutine by hand: what it stops with, and how it ends."""
    steps = []
    values = list(sent)
    try:
        steps.append(coroutine.send(None))
        while True:
            steps.append(coroutine.send(values.pop(0) if values else None))
    except StopIteration as stop:
        steps.append(("returned", stop.value))
    except Exception as error:
        steps.append((type(error).__name__, str(error)))
    return steps


async def add(a, b=1):
    first = await Pause(a)
    second = await Pause(b)
    return first, second


def case_await():
    return drive(add(10), "x", "y")


async def nothing():
    pass


def case_returns_none():
    return drive(nothing())


async def outer(value):
    "A docstring."
    inner = await add(value, b=value + 1)
    return ["outer", inner]


def case_nested():
    return drive(outer(5), 1, 2)


def case_identity():
    coroutine = outer(1)
    result = [inspect.isawaitable(coroutine), isinstance(coroutine, collections.abc.Coroutine),
              coroutine.__name__, coroutine.__qualname__, coroutine.cr_running, coroutine.cr_await,
              outer.__doc__, asyncio.iscoroutinefunction(outer), asyncio.iscoroutine(coroutine)]
    coroutine.close()
    return result


def case_await_nonsense():
    async def number():
        await 5

    async def text():
        return await "abc"

    class Wrong:
        def __await__(self):
            return 7

    async def wrong():
        await Wrong()

    class Recursive:
        def __await__(self):
            return nothing()

    async def recursive():
        await Recursive()

    result = [drive(number()), drive(text()), drive(wrong())]
    return result


def case_reuse():
    coroutine = nothing()
    first = drive(coroutine)
    return first, drive(coroutine)


def case_just_started():
    coroutine = add(1)
    try:
        coroutine.send("x")
    except TypeError as error:
        result = str(error)
    coroutine.close()
    return result


def case_throw():
    log = []

    async def guarded():
        try:
            await Pause(1)
        except ValueError as error:
            log.append(str(error))
            return await Pause("caught")
        finally:
            log.append("finally")

    coroutine = guarded()
    log.append(coroutine.send(None))
    log.append(coroutine.throw(ValueError("thrown")))
    try:
        coroutine.send("end")
    except StopIteration as stop:
        log.append(stop.value)
    return log


def case_throw_through():
    async def inner():
        try:
            await Pause("inner")
        except KeyError:
            return "inner caught"

    async def middle():
        return await inner()

    coroutine = middle()
    coroutine.send(None)
    try:
        coroutine.throw(KeyError("k"))
    except StopIteration as stop:
        return stop.value


def case_close():
    log = []

    async def waits():
        try:
            await Pause(1)
        finally:
            log.append("closed")

    async def around():
        try:
            await waits()
        except GeneratorExit:
            log.append("exit")
            raise

    coroutine = around()
    coroutine.send(None)
    coroutine.close()
    return log


def case_ignores_exit():
    async def stubborn():
        while True:
            try:
                await Pause(1)
            except GeneratorExit:
                pass
            if len(tries) > 1:
                return
            tries.append(1)

    tries = []
    coroutine = stubborn()
    coroutine.send(None)
    try:
        coroutine.close()
    except RuntimeError as error:
        return str(error), len(tries)


def case_stop_iteration_inside():
    async def raises():
        raise StopIteration("x")

    return drive(raises())


def case_exception_context():
    async def fails():
        await Pause(1)
        raise ValueError("inner")

    async def around():
        try:
            await fails()
        except ValueError as error:
            raise KeyError("outer") from error

    coroutine = around()
    coroutine.send(None)
    coroutine.send(None)


def case_already_awaited():
    async def waits():
        await Pause(1)

    shared = waits()

    async def first():
        await shared

    async def second():
        await shared

    one = first()
    one.send(None)
    result = drive(second())
    one.close()
    return result


def case_closure_and_loop():
    made = []

    async def collect(n):
        total = 0
        for i in range(n):
            total += await Pause(i)

            def look(i=i):
                return total, i

            made.append(look)
        return total

    result = drive(collect(3), 10, 20, 30)
    return result, [look() for look in made]


def case_await_in_expressions():
    async def value(x):
        return x

    async def main():
        a = [await value(1), await value(2)]
        b = {await value("k"): await value("v")}
        c = (await value(3)) + (await value(4)) * 2
        d = f"{await value('text')!r}"
        e = await value(1) if await value(True) else await value(2)
        f = await value(0) or await value("or")
        g = max(await value(3), await value(9), key=lambda x: -x)
        h = (await value([1, 2, 3]))[await value(1)]
        assert await value(True), "no"
        return a, b, c, d, e, f, g, h

    return drive(main())


class Countdown:
    def __init__(self, n):
        self.n = n

    def __aiter__(self):
        return self

    async def __anext__(self):
        if self.n == 0:
            raise StopAsyncIteration
        self.n -= 1
        return await Pause(self.n)


def case_async_for():
    async def main():
        seen = []
        async for x in Countdown(3):
            seen.append(x)
        else:
            seen.append("else")
        return seen

    return drive(main(), "a", "b", "c")


def case_async_for_break_continue():
    async def main():
        seen = []
        async for x in Countdown(5):
            if x == "skip":
                continue
            if x == "stop":
                break
            seen.append(x)
        else:
            seen.append("never")
        async for y in Countdown(1):
            break
        return seen

    return drive(main(), "a", "skip", "b", "stop")


def case_async_for_nested_return():
    async def main():
        async for x in Countdown(3):
            for i in range(3):
                async for y in Countdown(2):
                    if i == 1:
                        return x, i, y

    return drive(main(), *"abcdefgh")


def case_async_for_errors():
    class NoIter:
        pass

    class BadIter:
        def __aiter__(self):
            return 5

    class BadNext:
        def __aiter__(self):
            return self

        def __anext__(self):
            return 6

    async def over(iterable):
        async for x in iterable:
            pass

    class Fails:
        def __aiter__(self):
            return self

        async def __anext__(self):
            raise KeyError("next")

    return [drive(over(thing)) for thing in ([], NoIter(), BadIter(), BadNext(), Fails())]


def case_stop_async_inside_body():
    async def main():
        async for x in Countdown(2):
            raise StopAsyncIteration("mine")

    return drive(main())


class Manager:
    def __init__(self, log, swallow=False):
        self.log = log
        self.swallow = swallow

    async def __aenter__(self):
        self.log.append(await Pause("enter"))
        return "value"

    async def __aexit__(self, kind, value, traceback):
        self.log.append((kind and kind.__name__, str(value), traceback is not None,
                         await Pause("exit")))
        return self.swallow


def case_async_with():
    log = []

    async def main():
        async with Manager(log) as value, Manager(log):
            log.append(value)
            await Pause("body")
        return "done"

    return drive(main(), *"abcdefg"), log


def case_async_with_error():
    log = []

    async def main(swallow):
        async with Manager(log, swallow):
            raise ValueError("body")
        return "swallowed"

    return drive(main(True), 1, 2), drive(main(False), 1, 2), log


def case_async_with_exits():
    log = []

    async def main():
        for i in range(3):
            async with Manager(log):
                if i == 0:
                    continue
                if i == 1:
                    break
        async with Manager(log):
            return "returned"

    return drive(main()), log


def case_async_with_errors():
    class Nothing:
        pass

    class OnlyEnter:
        async def __aenter__(self):
            pass

    class NotAwaitable:
        def __aenter__(self):
            return 5

        def __aexit__(self, *args):
            return 6

    class ExitNotAwaitable:
        async def __aenter__(self):
            return 5

        def __aexit__(self, *args):
            return 6

    async def use(manager):
        async with manager:
            pass

    return [drive(use(thing)) for thing in (Nothing(), OnlyEnter(), NotAwaitable(),
                                             ExitNotAwaitable())]


async def numbers(n):
    for i in range(n):
        sent = yield i
        if sent:
            yield ("sent", sent)


async def pausing(n):
    try:
        for i in range(n):
            await Pause(("pause", i))
            yield i
    finally:
        await Pause("closing")


def case_async_generator():
    async def main():
        result = []
        async for x in numbers(3):
            result.append(x)
        async for x in pausing(2):
            result.append(x)
        return result

    return drive(main())


def case_async_generator_steps():
    async def main():
        g = numbers(3)
        result = [await g.__anext__(), await g.asend("hello"), await g.__anext__()]
        try:
            await g.athrow(ValueError("thrown"))
        except ValueError as error:
            result.append(str(error))
        try:
            await g.__anext__()
        except StopAsyncIteration as stop:
            result.append(stop.args)
        return result

    return drive(main())


def case_async_generator_aclose():
    async def main():
        g = pausing(3)
        first = await g.__anext__()
        await g.aclose()
        await g.aclose()
        rest = [x async for x in g]
        return first, rest

    return drive(main())


def case_async_generator_identity():
    g = numbers(1)
    return (isinstance(g, collections.abc.AsyncGenerator), g.__name__, g.ag_running, g.ag_await,
            hasattr(g, "__aiter__"), hasattr(g, "__await__"), hasattr(g, "__iter__"))


def case_async_generator_misuse():
    async def main():
        g = numbers(3)
        try:
            await g.asend("early")
        except TypeError as error:
            result = [str(error)]
        step = g.__anext__()
        result.append(await step)
        try:
            await step
        except RuntimeError as error:
            result.append(str(error))
        return result

    return drive(main())


def case_async_generator_stop_inside():
    async def stops(kind):
        yield 1
        raise kind("x")

    async def main(kind):
        async for x in stops(kind):
            pass

    return drive(main(StopIteration)), drive(main(StopAsyncIteration)), drive(main(OSError))


def case_async_generator_ignores_exit():
    async def stubborn():
        try:
            yield 1
        except GeneratorExit:
            yield 2

    async def main():
        g = stubborn()
        await g.__anext__()
        await g.aclose()

    return drive(main())


def case_comprehensions():
    async def value(x):
        return x

    async def main():
        a = [x async for x in numbers(4) if x % 2]
        b = {x async for x in numbers(3)}
        c = {x: await value(x * 2) async for x in numbers(3)}
        d = [await value(x) for x in range(3)]
        e = [x + y for x in range(2) async for y in numbers(2)]
        f = [await value(x) for x in range(4) if await value(x % 2)]
        g = [[y async for y in numbers(x)] async for x in numbers(3)]
        return a, b, c, d, e, f, g

    return drive(main())


def case_generator_expressions():
    async def value(x):
        return x

    async def main():
        a = (x async for x in numbers(3))
        b = (await value(x) for x in range(3))
        c = (x for x in await value([1, 2]))
        return ([type(g).__name__.split(".")[-1] for g in (a, b, c)],
                [x async for x in a], [x async for x in b], list(c))

    return drive(main())


def case_asyncio():
    async def worker(name, delay, log):
        await asyncio.sleep(delay)
        log.append(name)
        return name

    async def ticker(n):
        for i in range(n):
            await asyncio.sleep(0)
            yield i

    async def main():
        log = []
        results = await asyncio.gather(worker("slow", 0.02, log), worker("fast", 0, log))
        lock = asyncio.Lock()
        async with lock:
            log.append(lock.locked())
        log.append([x async for x in ticker(3)])
        task = asyncio.create_task(worker("cancelled", 10, log))
        await asyncio.sleep(0)
        task.cancel()
        try:
            await task
        except asyncio.CancelledError:
            log.append("cancel")
        try:
            await asyncio.wait_for(worker("late", 10, log), 0.01)
        except asyncio.TimeoutError:
            log.append("timeout")
        return results, log

    return asyncio.run(main())


def case_asyncio_unfinished_generator():
    log = []

    async def endless():
        try:
            while True:
                yield 1
        finally:
            await asyncio.sleep(0)
            log.append("finalized")

    async def main():
        async for x in endless():
            break
        await asyncio.sleep(0.01)

    asyncio.run(main())
    return log


def case_types_coroutine():
    @types.coroutine
    def old_style():
        value = yield "old"
        return value

    async def main():
        return await old_style()

    return drive(main(), "sent")


def case_methods():
    class Thing:
        async def method(self, x):
            return self, x

        @classmethod
        async def cls_method(cls):
            return cls.__name__

        @staticmethod
        async def static(x):
            return await Pause(x)

        async def zero_super(self):
            return await super().__getattribute__("method")(3)

    thing = Thing()
    same = drive(thing.method(1))[0][1][0] is thing
    return same, drive(Thing.cls_method()), drive(Thing.static(4), 5), drive(thing.zero_super())[0][1][1]


def case_finally_await():
    async def main(fail):
        log = []
        try:
            try:
                if fail:
                    raise ValueError("x")
                log.append("body")
            except ValueError:
                log.append(await Pause("handling"))
                raise
            finally:
                log.append(await Pause("finally"))
        except ValueError as error:
            log.append(str(error))
        return log

    return drive(main(False), 1), drive(main(True), 1, 2)


def case_no_yield_from_coroutine():
    def generator():
        yield from nothing()

    try:
        list(generator())
    except TypeError as error:
        return str(error)


def case_not_iterable():
    result = []
    coroutine = nothing()
    for action in (iter, next, len):
        try:
            action(coroutine)
        except TypeError as error:
            result.append(str(error))
    coroutine.close()
    return result


def case_arguments():
    async def many(a, /, b=2, *args, c, d=4, **kwargs):
        return a, b, args, c, d, kwargs

    result = [drive(many(1, c=3)), drive(many(1, 2, 3, 4, c=5, e=6))]
    try:
        many()
    except TypeError as error:
        result.append(str(error))
    return result


def case_await_in_a_default():
    async def number():
        return 3

    async def outer():
        def inner(a=await number()):
            return a
        return inner()

    coroutine = outer()
    try:
        coroutine.send(None)
    except StopIteration as stop:
        return stop.value
