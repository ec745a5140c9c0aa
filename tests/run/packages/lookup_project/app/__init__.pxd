ctypedef int in_package
