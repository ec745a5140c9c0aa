# Declarations of the C standard library, one file a header, after ISO C and its names. Nothing here
# raises or needs the GIL, except where a function calls back.
