#include "process_state.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

static int count_entries(const char* folder, const char* link_prefix) {
    DIR* directory = opendir(folder);
    struct dirent* entry;
    int count = 0;

    if ( ! directory )
        return -1;

    while ( (entry = readdir(directory)) != NULL ) {
        char path[512], target[256];
        ssize_t length;

        if ( entry->d_name[0] == '.' )
            continue;

        snprintf(path, sizeof path, "%s/%.200s", folder, entry->d_name);

        if ( ! link_prefix )
            count++;
        else if ( (length = readlink(path, target, sizeof target - 1)) > 0 ) {
            target[length] = '\0';
            count += strncmp(target, link_prefix, strlen(link_prefix)) == 0;
        }
    }

    closedir(directory);
    return count;
}

int process_threads(void) {
    return count_entries("/proc/self/task", NULL);
}

int process_open_files(void) {
    return count_entries("/proc/self/fd", NULL) - 1; /* the folder itself is open, too */
}

int process_open_sockets(void) {
    return count_entries("/proc/self/fd", "socket:");
}

void process_thread_names(char* names, size_t size) {
    DIR* directory = opendir("/proc/self/task");
    struct dirent* entry;
    char self[32];
    names[0] = '\0';
    snprintf(self, sizeof self, "%ld", (long)getpid());

    while ( directory && (entry = readdir(directory)) != NULL ) {
        char path[512], name[64] = "";

        if ( entry->d_name[0] == '.' || strcmp(entry->d_name, self) == 0 )
            continue;

        snprintf(path, sizeof path, "/proc/self/task/%.200s/comm", entry->d_name);
        FILE* file = fopen(path, "r");

        if ( ! file )
            continue; /* ended meanwhile */

        if ( fgets(name, sizeof name, file) ) {
            name[strcspn(name, "\n")] = '\0';
            snprintf(names + strlen(names), size - strlen(names), "%s%s", names[0] ? "," : "", name);
        }

        fclose(file);
    }

    if ( directory )
        closedir(directory);
}

long process_memory_kb(const char* line) {
    FILE* file = fopen("/proc/self/status", "r");
    char text[256];
    long kb = -1;

    while ( file && fgets(text, sizeof text, file) )
        if ( strncmp(text, line, strlen(line)) == 0 && text[strlen(line)] == ':' )
            kb = strtol(text + strlen(line) + 1, NULL, 10);

    if ( file )
        fclose(file);

    return kb;
}

double process_cpu_seconds(void) {
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
           (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}
