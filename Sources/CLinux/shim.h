// Linux calls that Swift's Glibc module does not show, because the C library hides them behind _GNU_SOURCE
// or, for the newest, has no function for them at all.
//
// Includes no system header: a type that two modules include belongs to whichever is loaded first, and Swift refuses its
// members in files that import only the other.

#ifndef CLINUX_SHIM_H
#define CLINUX_SHIM_H

extern int pipe2(int ends[2], int flags);
extern long syscall(long number, ...);

// The first argument is a posix_spawn_file_actions_t.
extern int posix_spawn_file_actions_addclosefrom_np(void *actions, int first);
extern int posix_spawn_file_actions_addchdir_np(void *actions, const char *path);

// A descriptor that becomes readable when the process ends. The numbers are the same on every architecture.
static inline int linux_pidfd_open(int process) {
    return (int)syscall(434, process, 0);
}

static inline int linux_pidfd_send_signal(int pidfd, int signal) {
    return (int)syscall(424, pidfd, signal, (void *)0, 0);
}

#endif
