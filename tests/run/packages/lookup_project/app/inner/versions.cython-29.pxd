ctypedef double version_t
