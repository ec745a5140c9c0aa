# The part of <signal.h> that is POSIX and not C. Handlers run in the middle of anything: they are
# `noexcept nogil`, and may call little.
from posix.types cimport pid_t, sigset_t, uid_t

cdef extern from "<signal.h>" nogil:
    cdef union sigval:
        int sival_int
        void *sival_ptr

    cdef struct sigevent:
        int sigev_notify
        int sigev_signo
        sigval sigev_value
        void (*sigev_notify_function)(sigval) noexcept nogil

    ctypedef struct siginfo_t:
        int si_signo
        int si_code
        int si_errno
        pid_t si_pid
        uid_t si_uid
        void *si_addr
        int si_status
        long si_band
        sigval si_value

    ctypedef struct sigaction_t "struct sigaction":
        void (*sa_handler)(int) noexcept nogil
        void (*sa_sigaction)(int, siginfo_t *, void *) noexcept nogil
        sigset_t sa_mask
        int sa_flags

    ctypedef struct stack_t:
        void *ss_sp
        int ss_flags
        size_t ss_size

    const int SA_NOCLDSTOP
    const int SA_ONSTACK
    const unsigned int SA_RESETHAND
    const int SA_RESTART
    const int SA_SIGINFO
    const int SA_NOCLDWAIT
    const int SA_NODEFER
    const int SIG_BLOCK
    const int SIG_UNBLOCK
    const int SIG_SETMASK
    const int SS_ONSTACK
    const int SS_DISABLE
    const long MINSIGSTKSZ
    const long SIGSTKSZ
    const int SIGEV_NONE
    const int SIGEV_SIGNAL
    const int SIGEV_THREAD
    const int SIGEV_THREAD_ID

    int kill(pid_t pid, int signal_number)
    int killpg(pid_t group, int signal_number)
    int sigaction(int signal_number, const sigaction_t *action, sigaction_t *old)
    int sigpending(sigset_t *result)
    int sigprocmask(int how, const sigset_t *mask, sigset_t *old)
    int sigsuspend(const sigset_t *mask)
    int sigaddset(sigset_t *set, int signal_number)
    int sigdelset(sigset_t *set, int signal_number)
    int sigemptyset(sigset_t *set)
    int sigfillset(sigset_t *set)
    int sigismember(const sigset_t *set, int signal_number)
    int sigaltstack(const stack_t *stack, stack_t *old)
