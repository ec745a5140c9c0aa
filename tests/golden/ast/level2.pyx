# cython: language_level=2
print "a", b,
print >>c, d
print
exec a in b, c
exec(d, e)
x = `f`, 017, 0777L, u'g', ur'\u0041', h <> i
raise A, b, c
try: pass
except D, e: pass
