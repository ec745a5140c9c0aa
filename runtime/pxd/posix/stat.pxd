# <sys/stat.h>. `stat` is a function and a struct there: the struct is `struct_stat` here.
from posix.time cimport timespec
from posix.types cimport (blkcnt_t, blksize_t, dev_t, gid_t, ino_t, mode_t, nlink_t, off_t, time_t,
                          uid_t)

cdef extern from "<sys/stat.h>" nogil:
    # st_birthtime is BSD's.
    cdef struct struct_stat "struct stat":
        dev_t st_dev
        ino_t st_ino
        mode_t st_mode
        nlink_t st_nlink
        uid_t st_uid
        gid_t st_gid
        dev_t st_rdev
        off_t st_size
        blksize_t st_blksize
        blkcnt_t st_blocks
        time_t st_atime
        time_t st_mtime
        time_t st_ctime
        timespec st_atim
        timespec st_mtim
        timespec st_ctim
        time_t st_birthtime

    const mode_t S_IFMT
    const mode_t S_IFREG
    const mode_t S_IFDIR
    const mode_t S_IFCHR
    const mode_t S_IFBLK
    const mode_t S_IFIFO
    const mode_t S_IFLNK
    const mode_t S_IFSOCK

    const mode_t S_ISUID
    const mode_t S_ISGID
    const mode_t S_ISVTX
    const mode_t S_IRWXU
    const mode_t S_IRUSR
    const mode_t S_IWUSR
    const mode_t S_IXUSR
    const mode_t S_IRWXG
    const mode_t S_IRGRP
    const mode_t S_IWGRP
    const mode_t S_IXGRP
    const mode_t S_IRWXO
    const mode_t S_IROTH
    const mode_t S_IWOTH
    const mode_t S_IXOTH

    bint S_ISREG(mode_t mode)
    bint S_ISDIR(mode_t mode)
    bint S_ISCHR(mode_t mode)
    bint S_ISBLK(mode_t mode)
    bint S_ISFIFO(mode_t mode)
    bint S_ISLNK(mode_t mode)
    bint S_ISSOCK(mode_t mode)
    bint S_TYPEISMQ(struct_stat *status)
    bint S_TYPEISSEM(struct_stat *status)
    bint S_TYPEISSHM(struct_stat *status)
    bint S_TYPEISTMO(struct_stat *status)

    int chmod(const char *path, mode_t mode)
    int fchmod(int descriptor, mode_t mode)
    int fchmodat(int folder, const char *path, mode_t mode, int flags)
    int stat(const char *path, struct_stat *result)
    int lstat(const char *path, struct_stat *result)
    int fstat(int descriptor, struct_stat *result)
    int fstatat(int folder, const char *path, struct_stat *result, int flags)
    int mkdir(const char *path, mode_t mode)
    int mkdirat(int folder, const char *path, mode_t mode)
    int mkfifo(const char *path, mode_t mode)
    int mkfifoat(int folder, const char *path, mode_t mode)
    int mknod(const char *path, mode_t mode, dev_t device)
    int mknodat(int folder, const char *path, mode_t mode, dev_t device)
    mode_t umask(mode_t mask)
    int futimens(int descriptor, const timespec *times)
    int utimensat(int folder, const char *path, const timespec *times, int flags)
