# A generator cannot stop inside a `with gil` block yet.
def taken_again(int x):
    with nogil:
        x += 1
        with gil:
            yield x              # error: [unsupported] "yield"


def around(int x):
    yield x
    with nogil:
        x += 1
    yield x


async def stops_while_a_region_holds_the_gil(x):
    with nogil:
        with gil:
            await x                  # error: [unsupported] "an `await` inside `with gil`"
        with gil:
            async for y in x:        # error: [unsupported] "an `async for` inside `with gil`"
                print(y)
        with gil:
            async with x:            # error: [unsupported] "an `async with` inside `with gil`"
                print(x)
        with gil:
            [y async for y in x]     # error: [unsupported] "an `async for` inside `with gil`"


async def stops_where_it_is_released_again(x):
    with nogil:
        with gil:
            with nogil:
                await x              # error: [gil-statement]
                yield 1              # error: [gil-statement]
