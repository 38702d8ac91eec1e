#include "library.h"

#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#ifndef RTLD_NODELETE /* not in POSIX, but in every libc that .NET runs on */
#define RTLD_NODELETE 0x1000
#endif

/* ISO C has no conversion from an object pointer to a function pointer, hence the copy of its bytes. */
static void look_up(void* handle, const char* name, void* function, size_t size) {
    void* symbol = dlsym(handle, name);

    if ( ! symbol || size != sizeof symbol ) {
        fprintf(stderr, "the library does not export %s: %s\n", name, dlerror());
        exit(2);
    }

    memcpy(function, &symbol, sizeof symbol);
}

library library_open(void) {
    const char* path = getenv("ZEEKAMQP_LIBRARY");

    if ( ! path || ! *path )
        path = ZEEKAMQP_LIBRARY_PATH;

    void* handle = dlopen(path, RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);

    if ( ! handle ) {
        fprintf(stderr, "cannot open the library: %s\n", dlerror());
        exit(2);
    }

    library l;
    look_up(handle, "zeekamqp_handshake", &l.handshake, sizeof l.handshake);
    look_up(handle, "zeekamqp_version", &l.version, sizeof l.version);
    look_up(handle, "zeekamqp_writer_open", &l.writer_open, sizeof l.writer_open);
    look_up(handle, "zeekamqp_writer_write", &l.writer_write, sizeof l.writer_write);
    look_up(handle, "zeekamqp_writer_drop", &l.writer_drop, sizeof l.writer_drop);
    look_up(handle, "zeekamqp_writer_counters", &l.writer_counters, sizeof l.writer_counters);
    look_up(handle, "zeekamqp_writer_flush", &l.writer_flush, sizeof l.writer_flush);
    look_up(handle, "zeekamqp_writer_next_diagnostic", &l.writer_next_diagnostic, sizeof l.writer_next_diagnostic);
    look_up(handle, "zeekamqp_writer_finish", &l.writer_finish, sizeof l.writer_finish);
    look_up(handle, "zeekamqp_writer_close", &l.writer_close, sizeof l.writer_close);
    look_up(handle, "zeekamqp_option_check", &l.option_check, sizeof l.option_check);
    look_up(handle, "zeekamqp_options_change", &l.options_change, sizeof l.options_change);
    look_up(handle, "zeekamqp_logs", &l.logs, sizeof l.logs);
    look_up(handle, "zeekamqp_brokers", &l.brokers, sizeof l.brokers);
    look_up(handle, "zeekamqp_shutdown", &l.shutdown, sizeof l.shutdown);
    return l;
}

library library_open_checked(void) {
    library l = library_open();
    zeekamqp_layout layout = ZEEKAMQP_LAYOUT_INIT;
    char error[ZEEKAMQP_TEXT_SIZE] = "";
    int32_t result = l.handshake(&layout, error, sizeof error);

    if ( result != ZEEKAMQP_OK ) {
        fprintf(stderr, "the handshake failed with %d: %s\n", (int)result, error);
        exit(2);
    }

    return l;
}
