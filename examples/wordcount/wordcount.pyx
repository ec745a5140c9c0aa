"""Counts words: dicts, strings, sorting, a generator, a closure and a class, all Python objects.

>>> count(["the cat", "The hat"])
{'the': 2, 'cat': 1, 'hat': 1}
>>> top({'a': 2, 'b': 3, 'c': 2}, 2)
[('b', 3), ('a', 2)]
>>> list(words("it's 2 o'clock, isn't it?"))
["it's", "o'clock", "isn't", 'it']
>>> Summary(["a bb a", "", "ccc"])
Summary(lines=3, words=4, different=3)
>>> count([1])
Traceback (most recent call last):
AttributeError: 'int' object has no attribute 'lower'
"""


def words(line):
    """Yields the words of a line in lower case: letters, and apostrophes inside a word."""
    cdef Py_ssize_t start = -1, i = 0
    line = line.lower()
    for character in line:
        if character.isalpha() or (character == "'" and start >= 0):
            if start < 0:
                start = i
        elif start >= 0:
            yield line[start:i].rstrip("'")
            start = -1
        i += 1
    if start >= 0:
        yield line[start:].rstrip("'")


def count(lines):
    """How often each word occurs, in the order of the first occurrences."""
    counts = {}
    for line in lines:
        for word in words(line):
            counts[word] = counts.get(word, 0) + 1
    return counts


def top(counts, int n=10):
    """The `n` most frequent words, equal ones by the alphabet."""
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:n]


def by_length(counts):
    """The words by their length: {length: sorted words}."""
    groups = {}
    for word in counts:
        groups.setdefault(len(word), []).append(word)
    return {length: sorted(group) for length, group in sorted(groups.items())}


def histogram(pairs, int width=30):
    """Lines of a bar chart; the longest bar has `width` marks."""
    if not pairs:
        return []
    longest = max(n for _, n in pairs)
    margin = max(len(word) for word, _ in pairs)

    def bar(n):
        return "#" * (n * width // longest)
    return [f"{word:>{margin}} {bar(n)} {n}" for word, n in pairs]


class Summary:
    """The figures of a text."""

    def __init__(self, lines):
        lines = list(lines)
        self.counts = count(lines)
        self.lines = len(lines)

    @property
    def words(self):
        return sum(self.counts.values())

    @property
    def different(self):
        return len(self.counts)

    def __repr__(self):
        return f"{type(self).__name__}(lines={self.lines}, words={self.words}, different={self.different})"
