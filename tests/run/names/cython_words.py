"""In a .py file the words of Cython are names like any other."""


class Region:
    def __init__(self, log):
        self.log = log

    def __enter__(self):
        self.log.append("in")
        return self

    def __exit__(self, *error):
        self.log.append("out")


def case_regions_by_name():
    log = []
    nogil = Region(log)
    with nogil:
        print("within")
        log.append("body")
        with nogil as inner:
            log.append(inner is nogil)

    def gil(log):
        return Region(log)
    with gil(log):
        log.append("call")
    return log


def case_parameter(nogil=None):
    log = []
    nogil = nogil or Region(log)
    with nogil:
        log.append([x for x in (1, 2)])
    return log
