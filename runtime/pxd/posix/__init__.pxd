# Declarations of POSIX, one file a header. What may block gives others the chance to run only in a
# `with nogil:` block.
