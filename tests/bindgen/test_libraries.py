"""Declarations of libraries that Debian has, and modules that use them: bindgen writes a .pxd, which
`nogilc check` accepts; the module is built with it and runs, most of it without the GIL."""

import pathlib
import shutil
import subprocess

import pytest

pytestmark = pytest.mark.skipif(not shutil.which("g++") and not shutil.which("clang++"),
                                reason="there is no C++ compiler")


def has_header(name, *options):
    done = subprocess.run(["c++", "-E", "-x", "c++", "-", *options], input=f"#include <{name}>\n", text=True,
                          stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    return done.returncode == 0


def bind(work, header, module, *options):
    if not has_header(header, *[o for o in options if o == "-I" or o.startswith("/usr")]):
        pytest.skip(f"<{header}> is not installed")
    result = work.run("bindgen", header, "-o", f"{module}.pxd", *options)
    assert result.status == 0, result.stderr
    checked = work.run("check", f"{module}.pxd")
    assert checked.status == 0, checked.stderr
    return (work.path / f"{module}.pxd").read_text()


def build(work, name, source):
    work.write(f"{name}.pyx", source)
    result = work.build(f"{name}.pyx")
    assert result.status == 0, result.stderr


def test_zlib(work):
    text = bind(work, "zlib.h", "czlib")
    # Macros with arguments that call a function are functions to whoever uses them.
    assert "    int deflateInit(z_streamp strm, int level)\n" in text
    assert "Not declared" not in text
    build(work, "use_zlib", """# distutils: libraries = z
from czlib cimport (compress, compressBound, crc32, deflateInit, deflate, deflateEnd, z_stream, Bytef,
                    Z_FINISH, Z_STREAM_END, Z_OK, Z_BEST_COMPRESSION, ZLIB_VERSION, uLong)

def version():
    return ZLIB_VERSION

def pack(bytes data):
    cdef uLong size = compressBound(len(data))
    result = bytearray(size)
    cdef Bytef *target = result
    cdef const Bytef *source = data
    cdef uLong length = len(data)
    cdef int status
    with nogil:
        status = compress(target, &size, source, length)
    assert status == Z_OK
    return bytes(result[:size])

def stream(bytes data):
    cdef z_stream state
    cdef unsigned char out[1000]
    cdef unsigned char *begin = data
    state.zalloc = NULL
    state.zfree = NULL
    state.next_in = begin
    state.avail_in = len(data)
    state.next_out = out
    state.avail_out = sizeof(out)
    cdef int status
    with nogil:
        status = deflateInit(&state, Z_BEST_COMPRESSION)
        if status == Z_OK:
            status = deflate(&state, Z_FINISH)
            deflateEnd(&state)
    assert status == Z_STREAM_END
    return out[:state.total_out]

def checksum(bytes data):
    cdef const Bytef *source = data
    return crc32(0, source, len(data))
""")
    assert work.python("""
import use_zlib, zlib
data = b"round and round " * 40
assert zlib.decompress(use_zlib.pack(data)) == data
assert zlib.decompress(use_zlib.stream(data)) == data
assert use_zlib.checksum(data) == zlib.crc32(data)
assert use_zlib.version().decode() == zlib.ZLIB_VERSION
print("done")""") == "done"


def test_sqlite(work):
    bind(work, "sqlite3.h", "csqlite")
    build(work, "use_sqlite", """# distutils: libraries = sqlite3
from csqlite cimport *

cdef int on_row(void *total, int count, char **values, char **names) noexcept nogil:
    (<int *>total)[0] += count
    return 0

def run(statement, int number):
    cdef sqlite3 *base
    cdef sqlite3_stmt *query
    cdef int status, cells = 0
    text = statement.encode()
    cdef const char *sql = text
    cdef sqlite3_int64 result = -1
    with nogil:
        status = sqlite3_open(":memory:", &base)
        if status == SQLITE_OK:
            status = sqlite3_prepare_v2(base, sql, -1, &query, NULL)
        if status == SQLITE_OK:
            sqlite3_bind_int(query, 1, number)
            if sqlite3_step(query) == SQLITE_ROW:
                result = sqlite3_column_int64(query, 0)
            sqlite3_finalize(query)
            sqlite3_exec(base, "values (1, 2), (3, 4)", on_row, &cells, NULL)
    message = sqlite3_errmsg(base).decode()
    sqlite3_close(base)
    return status, result, cells, message
""")
    assert work.python("""
import use_sqlite
assert use_sqlite.run("select ? * 2", 21) == (0, 42, 4, "not an error")
status, result, cells, message = use_sqlite.run("selekt", 1)
assert status == 1 and "syntax error" in message, message
print("done")""") == "done"


def test_png(work):
    bind(work, "png.h", "cpng")
    build(work, "use_png", """# distutils: libraries = png
from cpng cimport *
from libc.string cimport memset

def write(path, int width, int height):
    cdef png_image image
    cdef unsigned char pixels[4096]
    name = path.encode()
    cdef const char *file_name = name
    cdef int done
    memset(&image, 0, sizeof(image))
    memset(pixels, 200, sizeof(pixels))
    image.version = PNG_IMAGE_VERSION
    image.width = width
    image.height = height
    image.format = PNG_FORMAT_RGB
    with nogil:
        done = png_image_write_to_file(&image, file_name, 0, pixels, 0, NULL)
    return done, image.message.decode()

def read(path):
    cdef png_image image
    name = path.encode()
    memset(&image, 0, sizeof(image))
    image.version = PNG_IMAGE_VERSION
    if not png_image_begin_read_from_file(&image, name):
        return image.message.decode()
    png_image_free(&image)
    return image.width, image.height
""")
    assert work.python("""
import use_png
assert use_png.write("x.png", 20, 10) == (1, "")
assert use_png.read("x.png") == (20, 10)
assert "no_such" not in use_png.read("no_such.png") and len(use_png.read("no_such.png")) > 3
print("done")""") == "done"


def test_expat(work):
    bind(work, "expat.h", "cexpat")
    build(work, "use_expat", """# distutils: libraries = expat
from cexpat cimport *

cdef void on_start(void *data, const XML_Char *name, const XML_Char **attributes) noexcept with gil:
    (<list>data).append((<const char *>name).decode())

def elements(bytes text):
    found = []
    cdef XML_Parser parser = XML_ParserCreate(NULL)
    cdef XML_Status status
    cdef const char *begin = text
    cdef int length = len(text)
    XML_SetUserData(parser, <void *>found)
    XML_SetElementHandler(parser, on_start, NULL)
    with nogil:
        status = XML_Parse(parser, begin, length, True)
    error = None if status == XML_STATUS_OK else XML_ErrorString(XML_GetErrorCode(parser)).decode()
    XML_ParserFree(parser)
    return found, error
""")
    assert work.python("""
import use_expat
assert use_expat.elements(b"<a><b/><c x='1'/></a>") == (["a", "b", "c"], None)
assert use_expat.elements(b"<a><b></a>") == (["a", "b"], "mismatched tag")
print("done")""") == "done"


def test_curl(work):
    bind(work, "curl/curl.h", "ccurl", "--match-file", "curl/curl.h", "--match-file", "curl/easy.h")
    build(work, "use_curl", """# distutils: libraries = curl
from ccurl cimport *

cdef size_t on_data(char *begin, size_t size, size_t count, void *data) noexcept with gil:
    (<list>data).append(begin[:size * count])
    return size * count

def fetch(url):
    parts = []
    text = url.encode()
    cdef const char *address = text
    cdef CURLcode code
    cdef CURL *handle = curl_easy_init()
    curl_easy_setopt(handle, CURLOPT_URL, address)
    curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, <curl_write_callback>on_data)
    curl_easy_setopt(handle, CURLOPT_WRITEDATA, <void *>parts)
    with nogil:
        code = curl_easy_perform(handle)
    curl_easy_cleanup(handle)
    return b"".join(parts), None if code == CURLE_OK else curl_easy_strerror(code).decode()
""")
    work.write("page.txt", "some text")
    assert work.python("""
import pathlib, use_curl
address = pathlib.Path("page.txt").resolve().as_uri()
assert use_curl.fetch(address) == (b"some text", None)
assert use_curl.fetch(address + "x")[1].startswith("Couldn't read a file"), use_curl.fetch(address + "x")
print("done")""") == "done"
