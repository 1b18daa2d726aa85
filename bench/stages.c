/*
 * A trace, stage by stage.
 *
 * usage: stages_bench COLLECTION [THREADS]
 *
 * Traces a collection that was not traced yet and prints one line a stage: its name, seconds by the clock, seconds of
 * processor time over all threads, MiB resident at most during it and at its end. Knows no more of Stemma than its
 * public interface: the stages are those that a trace reports on its way.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <stemma/stemma.h>

typedef struct Watch {
    const char *stage; /* at work; NULL before the first */
    double wall_s;
    double processor_s;
} Watch;

static double clock_s(clockid_t clock) {
    struct timespec now;
    clock_gettime(clock, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* A line of /proc/self/status, in MiB. */
static long resident_mib(const char *label) {
    FILE *status = fopen("/proc/self/status", "r");
    char line[128];
    long kib = 0;
    while (status && fgets(line, sizeof line, status)) {
        if (strncmp(line, label, strlen(label)) == 0) kib = strtol(line + strlen(label), NULL, 10);
    }
    if (status) fclose(status);
    return kib / 1024;
}

static void forget_peak(void) {
    FILE *file = fopen("/proc/self/clear_refs", "w");
    if (!file) return;
    fputs("5", file);
    fclose(file);
}

static void stage_begins(void *context, const char *stage, uint32_t done, uint32_t all) {
    (void)done;
    (void)all;
    Watch *watch = context;
    double wall_s = clock_s(CLOCK_MONOTONIC), processor_s = clock_s(CLOCK_PROCESS_CPUTIME_ID);
    if (watch->stage)
        printf("%s %.3f %.3f %ld %ld\n", watch->stage, wall_s - watch->wall_s, processor_s - watch->processor_s,
               resident_mib("VmHWM:"), resident_mib("VmRSS:"));
    forget_peak();
    *watch = (Watch){stage, wall_s, processor_s};
}

int main(int count, char **words) {
    if (count < 2) {
        fputs("usage: stages_bench COLLECTION [THREADS [MEMORY_MIB]]\n", stderr);
        return 2;
    }
    Watch watch = {0};
    StemmaCollection *collection;
    StemmaError error;
    StemmaTotals totals;
    StemmaTraceOptions options = stemma_trace_options_default();
    options.threads = count > 2 ? (uint32_t)strtoul(words[2], NULL, 10) : 0;
    if (count > 3) stemma_memory_limit_set((size_t)strtoul(words[3], NULL, 10) << 20);
    options.context = &watch;
    options.progress = stage_begins;
    StemmaStatus status = stemma_collection_open(words[1], STEMMA_OPEN_WRITE, &collection, &error);
    if (status == STEMMA_OK) {
        status = stemma_collection_trace(collection, &options, &totals, &error);
        stemma_collection_close(collection);
    }
    if (status != STEMMA_OK) fprintf(stderr, "%s\n", error.message);
    return status == STEMMA_OK ? 0 : 2;
}
