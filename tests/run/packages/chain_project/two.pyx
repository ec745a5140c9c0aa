cimport one

cdef class Two:
    cdef int number(self) noexcept nogil:
        cdef int partner = 0
        if self.partner is not None:
            partner = self.partner.number()
        return 10 * partner + 2
    cpdef str name(self):
        return "two" + ("" if self.partner is None else self.partner.name())
