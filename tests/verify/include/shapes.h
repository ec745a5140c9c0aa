/* For headers_c.pyx: declarations of C, and what Python's API does behind some. */
#ifndef SHAPES_H
#define SHAPES_H
#include <stddef.h>
#include <sys/types.h>
#ifdef __cplusplus
extern "C" {
#endif

struct point {
  int x;
  double y;
  union {
    int whole;
    float part;
  };
};
typedef struct {
  const char *name;
  long size;
} item_t;
struct opaque;
struct holder {
  union {
    int whole;
    float part;
  } value;
  struct {
    short low, high;
  } pairs[4];
  unsigned is_open : 1;
  unsigned length : 20;
};
union word {
  int number;
  char bytes[4];
};
typedef unsigned long count_t;
typedef struct opaque *handle_t;
typedef int (*visit_t)(void *context, int value);
enum color { RED, GREEN = 5 };

#define LIMIT 0xFFFFFFFFu
#define SMALL 7u
#define NAME "shapes"
#define BEGIN_SHAPES {
#define ADD(a, b) ((a) + (b))
#define AREA_OF(p) area((p), 1)
#define measure area
#define FIRST(p) ((int *)next_of(p))
#define REPLACE(p) refill(&(p))
#define NOTHING(p) NULL
#define HALF 0.5
#define THIRD 0.33333333333333
#define CLEAR(p)                                                                                   \
  do {                                                                                             \
    *(p) = 0;                                                                                      \
  } while (0)

extern int counter;
extern const char *const names[3];

int plain(int a, const char *b);
int area(const struct point *p, int scale);
size_t length(const char *text);
const char *version(void);
ssize_t receive(void *into, size_t size);
void fill(unsigned char *bytes, int count);
void take(struct point *p);
int *numbers(void);
double half(double x);
float quarter(float x);
int format(char *into, const char *format, ...);
void each(visit_t visit, void *context);
void paint(enum color color);
int swallow(long value);
void *next_of(void *p);
int refill(int **p);

#ifdef __cplusplus
}
#endif
#endif
