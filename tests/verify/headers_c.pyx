# Declarations beside a C header (include/shapes.h): checked with --headers.

cdef extern from "include/shapes.h":
    struct point:
        int x
        float y                 # warning: [header-narrowing] "digits are lost"
        int whole
        int z                   # error: [header-missing] "`struct point` has no field `z`"
    ctypedef struct item_t:
        char *name              # warning: [header-const] "the field `name` of `item_t` is declared as `char *`"
        int size                # warning: [header-narrowing] "large values are cut off"
    struct opaque:
        int inside              # error: [header-missing] "only declares"
    # Types that C gives no name.
    union holder_value:
        int whole
        double part
    struct holder_pair:
        short low
        int middle              # error: [header-missing] "field `middle`"
    struct holder:
        holder_value value
        holder_pair pairs[4]
        bint is_open
        unsigned char length    # warning: [header-narrowing]
    struct holder_nothing:      # error: [header-missing] "`struct holder_nothing`"
        int number
    struct item_t_tag "item_t":
        pass
    struct tagged "struct item_t":  # error: [header-kind] "a typedef"
        pass
    struct word:                # error: [header-kind] "and the header has a union"
        int number
    union letters "union word":
        char bytes[4]
    ctypedef int count_t
    ctypedef int handle_t       # error: [header-type] "`handle_t` is declared as `int`"
    ctypedef void *handle "handle_t"  # warning: [header-conversion]
    ctypedef int nowhere_t      # error: [header-missing] "`nowhere_t`"
    ctypedef int (*visit_t)(void *, long)  # error: [header-type] "`visit_t`"
    ctypedef int visitor "area" # error: [header-kind] "the header has a function"
    enum color:
        RED
        GREEN = 5
        BLUE                    # error: [header-missing] "has no `BLUE`"

    int LIMIT                   # warning: [header-narrowing] "its value is 4294967295, and becomes -1"
    unsigned int LIMIT_U "LIMIT"
    int SMALL
    char SMALL_C "SMALL"
    const char *NAME
    char *NAME_C "NAME"         # warning: [header-const]
    int NAME_I "NAME"           # error: [header-type] "`NAME_I` is declared as `int`"
    int ADD_V "ADD"             # error: [header-kind] "a macro with parameters"
    int BEGIN_SHAPES
    float HALF
    float THIRD                 # warning: [header-narrowing] "digits are lost"
    int HALF_I "HALF"           # error: [header-type]
    enum:
        HALF_E "HALF"           # error: [header-kind] "a value of type `double`"
    int GREEN_V "GREEN"
    long counter
    short counter_s "counter"   # warning: [header-narrowing]
    int area_v "area"           # error: [header-kind] "the header has a function"
    const char *names[3]

    int ADD(int a, int b)
    int ADD_3 "ADD"(int a, int b, int c)  # error: [header-parameters] "declared with 3 parameters, and has 2"
    char *ADD_P "ADD"(int a, int b)       # error: [header-type] "the result of `ADD_P`"
    int AREA_OF(point *p)
    int *FIRST(int *p)
    int REPLACE(int *p)
    point *NOTHING(point *p)
    void take_new "take"(holder_nothing *p)
    int measure(const point *p, int scale)
    int measure_1 "measure"(const point *p)  # error: [header-parameters] "declared with 1 parameter, and has 2"
    void CLEAR(int *p)

    int plain(int a, char *b)
    int plain_3 "plain"(int a, char *b, int c)   # error: [header-parameters] "and has 2 in the header"
    int plain_1 "plain"(int a)  # error: [header-parameters] "declared with 1 parameter, and has 2"
    int plain_v "plain"(int a, ...)  # error: [header-parameters] "1 or more"
    int length(char *text)      # warning: [header-narrowing] "the result of `length`"
    size_t length_s "length"(const char *text)
    char *version()             # warning: [header-const]
    const char *version_c "version"()
    size_t receive(void *into, size_t size)  # warning: [header-narrowing] "a negative value becomes a large one"
    ssize_t receive_s "receive"(void *into, int size)
    void fill(char *bytes, int count)  # warning: [header-conversion] "C converts it, C++ does not"
    void fill_v "fill"(void *bytes, int count)  # warning: [header-conversion]
    void fill_c "fill"(const unsigned char *bytes, int count)  # warning: [header-const]
    void fill_n "fill"(unsigned char *bytes, double count)  # error: [header-type] "the parameter `count`"
    void take(item_t *p)        # error: [header-type] "the parameter `p` of `take`"
    void take_p "take"(point *)
    long *numbers()             # error: [header-type]
    void *numbers_v "numbers"()
    int half(double x)          # error: [header-type] "the result of `half`"
    float half_f "half"(float x)  # warning: [header-narrowing] "digits are lost"
    float quarter(double x)     # warning: [header-narrowing] "the parameter `x`"
    int format(char *into, const char *format, ...)
    int format_2 "format"(char *into, const char *format, int a, int b)
    int format_0 "format"(char *into)  # error: [header-parameters] "at least 2"
    void each(int (*visit)(void *, int) noexcept, void *context)
    void each_2 "each"(int (*visit)(void *) noexcept, void *context)  # error: [header-type]
    void each_3 "each"(int (*visit)(char *, int) noexcept, void *context)  # warning: [header-conversion]
    void paint(color c)
    void paint_i "paint"(int c)  # warning: [header-conversion]
    int swallow(int value)
    int swallow_l "swallow"(long long value)
    void swallowed "swallow"(long value)
    int nothing()               # error: [header-missing] "has no `nothing`"
    int swalow(long value)      # error: [header-missing]

cdef extern from "include/shapes.h" nogil:
    int area(const point *p, int scale)
