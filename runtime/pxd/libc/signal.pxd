# <signal.h>. Handlers run in the middle of anything: they are `noexcept nogil`.
ctypedef void (*sighandler_t)(int signal_number) noexcept nogil

cdef extern from "<signal.h>" nogil:
    ctypedef int sig_atomic_t

    sighandler_t SIG_DFL
    sighandler_t SIG_ERR
    sighandler_t SIG_IGN

    sighandler_t signal(int signal_number, sighandler_t handler)
    int raise_ "raise" (int signal_number)

    const int SIGABRT
    const int SIGFPE
    const int SIGILL
    const int SIGINT
    const int SIGSEGV
    const int SIGTERM
    const int SIGALRM
    const int SIGBUS
    const int SIGCHLD
    const int SIGCONT
    const int SIGHUP
    const int SIGKILL
    const int SIGPIPE
    const int SIGQUIT
    const int SIGSTOP
    const int SIGTSTP
    const int SIGTTIN
    const int SIGTTOU
    const int SIGUSR1
    const int SIGUSR2
    const int SIGURG
