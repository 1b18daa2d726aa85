/*
 * Runs a command and prints what it cost: `measure LIMIT_S COMMAND…` -> "CPU-SECONDS PEAK-MIB EXIT-CODE" on standard
 * output, where the command's own goes nowhere. Processor time, not time by the clock: the machine may be busy. The
 * command is killed after LIMIT_S seconds of it; its exit code is then 137.
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

static void run(rlim_t limit_s, char **command) {
    struct rlimit limit = {.rlim_cur = limit_s, .rlim_max = limit_s};
    int nowhere = open("/dev/null", O_WRONLY);
    if (setrlimit(RLIMIT_CPU, &limit) == 0 && nowhere >= 0 && dup2(nowhere, STDOUT_FILENO) >= 0) {
        execvp(command[0], command);
    }
    perror(command[0]);
    _exit(127);
}

static double seconds(struct timeval time) {
    return (double)time.tv_sec + (double)time.tv_usec / 1e6;
}

int main(int argument_count, char **arguments) {
    if (argument_count < 3) {
        fprintf(stderr, "usage: measure LIMIT_S COMMAND...\n");
        return 2;
    }
    pid_t child = fork();
    if (child == 0) run((rlim_t)strtoul(arguments[1], NULL, 10), arguments + 2);
    int status = 0;
    struct rusage usage;
    if (child < 0 || wait4(child, &status, 0, &usage) != child) {
        perror("measure");
        return 2;
    }
    int code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    printf("%.3f %ld %d\n", seconds(usage.ru_utime) + seconds(usage.ru_stime), usage.ru_maxrss / 1024, code);
    return 0;
}
