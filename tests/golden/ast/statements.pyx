a = b = c, *d = e
f += 1; g @= 2
h: int = 3
(i): int
if a: b
elif c: d
else: e
while a:
    break
else:
    continue_ = 1
for i, *j in a, b: pass
for i from 0 <= i < n by 2: pass
for 10 > i >= 0: pass
try: a
except (B, C) as d: raise
except: raise E from f
else: g
finally: h
try: a
except* B: c
with a as b, c: d
with (a as b, c,): d
with (a, b): c
with nogil: pass
with nogil(True), gil: pass
del a, b[0]
assert a, b
global a, b
import a.b.c as d, e
from ..f import (g as h, i,)
from . cimport j
from k import *
cimport cython
type L[T] = int
DEF M = 1 + 2
IF M == 3:
    n = 1
ELIF True:
    pass
ELSE:
    n = 2
include "o.pxi"
pass
