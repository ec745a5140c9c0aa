"""str and bytes: literals, indexing, methods that a compiler may shortcut."""


def case_literals():
    return ("a\tb\\n\x41\101\u00e9\U0001F600\N{EURO SIGN}", r"\n", "a" 'b', """tri"ple""", "line\
continued", b"\x00\xff\101", br"\x", "\0", "\'", u"u")


def case_lengths():
    return len(""), len("é"), len("😀"), len(b"\xe9"), len("a\0b")


def case_non_ascii():
    s = "naïve 😀 €"
    return s, s[2], s[6], s[-1], s.upper(), s.encode(), s.encode("utf-16-le"), [ord(c) for c in s]


def case_surrogates():
    s = "\ud800x"
    return len(s), s[1], s.encode("utf-8", "surrogatepass"), ascii(s)


def case_methods():
    s = "Hello, World"
    return (s.lower(), s.split(", "), s.find("o"), s.rfind("o"), s.find("z"), s.replace("l", "L", 2), s.startswith("He"),
            s.endswith(("x", "ld")), s.count("o"), s.partition(","), s.strip("Hd"), s.center(20, "*"), s.swapcase(),
            s.index("W"), s.title(), s.zfill(15), "-".join("abc"), s.isalpha(), "abc".isalpha(), "12".isdigit())


def case_method_errors():
    results = []
    for call in (lambda: "a".join([1]), lambda: "a".index("b"), lambda: "a".split(""), lambda: "a" + 1,
                 lambda: "a".nothing, lambda: "é".encode("ascii"), lambda: b"\xff".decode(), lambda: "a".join(5)):
        try:
            call()
        except Exception as error:
            results.append((type(error).__name__, str(error)))
    return results


def case_comparison():
    return "a" < "b", "a" == "a", "Z" < "a", "é" > "z", "a" == b"a", "" < "a", "abc" >= "abd", "10" < "9"


def case_equality_of_built_strings():
    a = "".join(["x", "y"])
    return a == "xy", a != "xy", "xy" == a, a in ("xy",), {"xy": 1}[a]


def case_concatenation_in_loop():
    s = ""
    for i in range(50):
        s += str(i)
    t = s
    s += "end"
    return len(s), len(t), s[-5:]


def case_iteration():
    return [c for c in "aé😀"], list(reversed("abc")), [(i, c) for i, c in enumerate("xy")], sorted("hello"), set("aab") == {"a", "b"}


def case_character_tests():
    def classify(text):
        result = []
        for c in text:
            if c.isdigit():
                result.append("digit")
            elif c.isspace():
                result.append("space")
            elif c.isupper():
                result.append("upper")
            elif c in "aeiou":
                result.append("vowel")
            elif "a" <= c <= "z":
                result.append("lower")
            else:
                result.append("other")
        return result
    return classify("aB1 z?é٣")


def case_ord_and_chr():
    return ord("a"), ord("😀"), chr(233), chr(0x1F600), ord(b"x"), [chr(ord(c) + 1) for c in "HAL"]


def case_ord_and_chr_errors():
    results = []
    for call in (lambda: ord("ab"), lambda: ord(""), lambda: chr(-1), lambda: chr(0x110000), lambda: chr("a")):
        try:
            call()
        except Exception as error:
            results.append((type(error).__name__, str(error)))
    return results


def case_bytes():
    b = b"abc"
    return b[0], b[-1], b[1:], list(b), b + b"d", b * 2, b.decode(), bytes([65, 66]), bytes(3), b.hex(), b"a" in b, 97 in b, b == "abc"


def case_bytearray():
    b = bytearray(b"abc")
    b[0] = 120
    b.append(33)
    b += b"yz"
    del b[1]
    b[1:2] = b"--"
    return b, bytes(b)


def case_bytearray_takes_no_text():
    b = bytearray(b"a")
    try:
        b[0] = "x"
    except TypeError:
        return b


def case_bytearray_errors():
    results = []
    b = bytearray(b"a")

    def too_big():
        b[0] = 256

    def wrong():
        b[0] = "a"

    def outside():
        b[5] = 1
    for call in (too_big, wrong, outside):
        try:
            call()
        except Exception as error:
            results.append((type(error).__name__, str(error)))
    return results


def case_str_of_things():
    return str(5), str(None), str([1, "a"]), repr("it's"), str(b"x"), str(1.0), str(1e100), str(True), str(b"ab", "ascii"), str()


def case_interning_is_not_visible():
    return "a" * 3 == "aaa", "".join(["a"]) == "a", str(12) == "12"


def case_translate_and_maketrans():
    return "hello".translate(str.maketrans("el", "ip", "h"))


def case_docstring():
    def f():
        """line one

        line two é
        """
    return f.__doc__


def case_docstring_with_tabs_and_empty_lines():
    class C:
        """  first

	tab
            deeper
          \n
        é\udc80
          """

        def f(self):
            "one line"

        def g(self):
            """
            second line first
              third
        """
    return C.__doc__.encode("utf-8", "surrogatepass"), C.f.__doc__, C.g.__doc__
