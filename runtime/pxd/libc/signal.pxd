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
    const int SIGALRM
    const int SIGBUS
    const int SIGCHLD
    const int SIGCLD
    const int SIGCONT
    const int SIGEMT
    const int SIGFPE
    const int SIGHUP
    const int SIGILL
    const int SIGINFO
    const int SIGINT
    const int SIGIO
    const int SIGIOT
    const int SIGKILL
    const int SIGLOST
    const int SIGPIPE
    const int SIGPOLL
    const int SIGPROF
    const int SIGPWR
    const int SIGQUIT
    const int SIGSEGV
    const int SIGSTKFLT
    const int SIGSTOP
    const int SIGSYS
    const int SIGTERM
    const int SIGTRAP
    const int SIGTSTP
    const int SIGTTIN
    const int SIGTTOU
    const int SIGURG
    const int SIGUSR1
    const int SIGUSR2
    const int SIGVTALRM
    const int SIGWINCH
    const int SIGXCPU
    const int SIGXFSZ
    const int SIGRTMIN
    const int SIGRTMAX
