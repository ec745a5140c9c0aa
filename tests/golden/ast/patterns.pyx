match a, b:
    case 1 | -2.5 | 3 + 4j | 'x' | None: pass
    case [c, *d] | (d, *c, _): pass
    case {'f': g, h.i: _, **j} if k: pass
    case L(1, m=N.o) as p: pass
    case (q) if q: pass
    case r, : pass
    case _: pass
match = case = type = 1
match(a)
match[a]: int
print(match.case, type)
