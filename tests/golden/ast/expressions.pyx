a.b(c, *d, e=f, **g)[h:i:j, ..., ::2][k]
(a, b), (), (c,), [d, *e], {f}, {g: h, **i}, {}
[a for b, c in d if e if f for g in h]
(a async for b in c)
{a: b for c in d}
f(a for b in c)
a if b else lambda c: d
not a in b is not c
-a ** -b ** c
<int>a.b, <double*>&c, <T?>d, <int (*)(char) nogil>e, <double[:n, ::1]>f
sizeof(int), sizeof(unsigned long), sizeof(x), sizeof(T*), sizeof(a[3])
f[int], g[double*, unsigned int], h[const T]
(x := 1)
None, True, False, ..., NULL
0x1F, 0b11, 1_000, 10ULL, 1.5e3, 2j
