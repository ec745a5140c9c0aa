# Words that are keywords elsewhere.
public = api = inline = struct = union = enum = packed = fused = cppclass = 1
new = const = volatile = sizeof = by = nogil = gil = noexcept = readonly = extern = 2
print(property, namespace, complex, include, template, operator, async_, lazy)
def f(int, long, struct, api, new, const): return new + const * (nogil) - by
x.print.exec.class_.cdef_.match.new.None_
new.x, sizeof.y, enum.Enum, const[0], nogil(1)
cdef const int a
new = new Foo(new)
for by in by: by
