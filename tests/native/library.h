/* library.h: the functions of the published library, looked up in the file as the Zeek plugin looks them up. */
#ifndef LIBRARY_H
#define LIBRARY_H

#include <zeekamqp.h>

typedef struct library {
    int32_t (*handshake)(const zeekamqp_layout* layout, char* error, size_t error_size);
    int32_t (*version)(char* text, size_t text_size);
    int32_t (*writer_open)(const zeekamqp_writer_config* config, zeekamqp_writer* writer, char* error,
                           size_t error_size);
    int32_t (*writer_write)(zeekamqp_writer writer, const zeekamqp_value* values, uint32_t value_count);
    int32_t (*writer_drop)(zeekamqp_writer writer);
    int32_t (*writer_counters)(zeekamqp_writer writer, zeekamqp_counters* counters);
    int32_t (*writer_flush)(zeekamqp_writer writer);
    int32_t (*writer_next_diagnostic)(zeekamqp_writer writer, zeekamqp_diagnostic* diagnostic);
    int32_t (*writer_finish)(zeekamqp_writer writer);
    int32_t (*writer_close)(zeekamqp_writer writer);
    int32_t (*option_check)(const zeekamqp_option* option, char* error, size_t error_size);
    int32_t (*options_change)(const zeekamqp_option* options, uint32_t option_count, char* error, size_t error_size);
    int32_t (*logs)(zeekamqp_log* logs, uint32_t room, uint32_t* count);
    int32_t (*brokers)(zeekamqp_broker* brokers, uint32_t room, uint32_t* count);
    int32_t (*shutdown)(uint32_t timeout_ms, char* report, size_t report_size);
} library;

/** Opens the file (environment ZEEKAMQP_LIBRARY, else the one named at build time) and makes no call into it.
 * Ends the process with a message if the file or one of its functions is missing. Never closed: a .NET runtime cannot be.
 */
library library_open(void);

/** library_open() and a handshake that has to succeed. */
library library_open_checked(void);

#endif
