'a' "b" '''c
d'''
b'\x00\xff', c'x', u'\u00e4', r'\n'
f'a{b}c{{d}}'
f'{a!r:>{width}.{precision}} {b=} {c = !s} {d:%Y-%m-%d}'
f"{'nested' + f'{"again"}'}"
f'''{
    x  # a comment
}'''
rf'\d{x}\n'
'a' f'{b}' 'c'
t'hello {name!s:x}'
f'{lambda_[1:2]} {(lambda x: x)(1)} {a if b else c} {d != e}'
