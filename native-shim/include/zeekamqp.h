/* zeekamqp.h: the contract between a log producer (the Zeek plugin, a C program) and the ZeekAmqp library.
 *
 * This header is the only truth. The C# side mirrors the structs below and proves with zeekamqp_handshake() that both
 * sides mean the same bytes. It is C99, needs no header but <stdint.h> and <stddef.h>, and names no type of Zeek's or of .NET's.
 *
 * Each function's comment answers four questions:
 *   Ownership  who owns the memory that is passed;
 *   Threading  which threads may call it;
 *   Lifetime   how long what is passed has to stay valid;
 *   Result     what comes back.
 *
 * No call throws, aborts, exits or calls back into the caller. No function allocates memory for the other side to free.
 */
#ifndef ZEEKAMQP_H
#define ZEEKAMQP_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(_WIN32)
#define ZEEKAMQP_API
#else
#define ZEEKAMQP_API __attribute__((visibility("default")))
#endif

/** Raised whenever a struct, a constant or the meaning of a function below changes. */
#define ZEEKAMQP_ABI_VERSION 3u

/** A size that every error and every diagnostic fits into, with its closing NUL. Longer text is cut at a whole character. */
#define ZEEKAMQP_TEXT_SIZE 2048u

/** The same for the names of logs, filters and brokers. */
#define ZEEKAMQP_NAME_SIZE 512u

/* Results. Negative values are errors; their reason is in the caller's error buffer where the function takes one. */
#define ZEEKAMQP_OK 0
#define ZEEKAMQP_ERROR_CONFIG (-1)   /* an option is unknown or has a bad value; the text names both */
#define ZEEKAMQP_ERROR_ABI (-2)      /* caller and library were built from different headers */
#define ZEEKAMQP_ERROR_ARGUMENT (-3) /* NULL where none is allowed, an unknown type, a handle that is not open */
#define ZEEKAMQP_ERROR_PROCESS                                                                                         \
    (-4) /* the process forked after its first call: the library's threads are not in the child */
#define ZEEKAMQP_ERROR_INTERNAL (-5) /* a defect of the library; the text says which */
#define ZEEKAMQP_DROPPED 1           /* the record was not taken; it has been counted and will be reported */
#define ZEEKAMQP_NO_ROOM_YET 2       /* the record was neither taken nor counted; only with the option overflow=block */

/* Types of fields and values. A value of 0 is never valid, so that zeroed memory is noticed. */
#define ZEEKAMQP_TYPE_BOOL 1u     /* as.u: 0 or 1 */
#define ZEEKAMQP_TYPE_INT 2u      /* as.i */
#define ZEEKAMQP_TYPE_COUNT 3u    /* as.u */
#define ZEEKAMQP_TYPE_PORT 4u     /* as.u: 0 to 65535, without its protocol */
#define ZEEKAMQP_TYPE_DOUBLE 5u   /* as.d */
#define ZEEKAMQP_TYPE_INTERVAL 6u /* as.d: seconds */
#define ZEEKAMQP_TYPE_TIME 7u     /* as.d: seconds since 1970-01-01T00:00:00Z */
#define ZEEKAMQP_TYPE_STRING 8u   /* as.bytes, length: any bytes, NUL included; not necessarily UTF-8 */
#define ZEEKAMQP_TYPE_ENUM 9u     /* as.bytes, length: the enum's name */
#define ZEEKAMQP_TYPE_FILE 10u    /* as.bytes, length: the file's name */
#define ZEEKAMQP_TYPE_FUNC 11u    /* as.bytes, length: the function's text */
#define ZEEKAMQP_TYPE_ADDR 12u    /* as.addr in network order, family */
#define ZEEKAMQP_TYPE_SUBNET 13u  /* as.addr in network order, family, prefix_length (0 to 32 or 0 to 128) */
#define ZEEKAMQP_TYPE_SET 14u     /* as.elements, length */
#define ZEEKAMQP_TYPE_VECTOR 15u  /* as.elements, length */

#define ZEEKAMQP_FAMILY_IPV4 4u /* the first 4 bytes of as.addr */
#define ZEEKAMQP_FAMILY_IPV6 6u /* all 16 bytes of as.addr */

/** Deepest nesting of sets and vectors that is taken (Zeek itself nests one level). */
#define ZEEKAMQP_MAX_DEPTH 16u

/* Where an option was set. A filter's own value wins over the global one. */
#define ZEEKAMQP_ORIGIN_GLOBAL 0u /* redef LogAMQP::name = value */
#define ZEEKAMQP_ORIGIN_FILTER 1u /* $config = table(["name"] = "value") */

/* Severity of a diagnostic, as Zeek's reporter has them. */
#define ZEEKAMQP_LEVEL_INFO 0u
#define ZEEKAMQP_LEVEL_WARNING 1u
#define ZEEKAMQP_LEVEL_ERROR 2u

/* What a diagnostic is to a program. */
#define ZEEKAMQP_EVENT_NONE 0u         /* a text for people only */
#define ZEEKAMQP_EVENT_CONNECTED 1u    /* there is a connection, after there was none or trouble; subject: the broker */
#define ZEEKAMQP_EVENT_DISCONNECTED 2u /* a connection was lost or cannot be made; subject: the broker */
#define ZEEKAMQP_EVENT_DROPPED 3u      /* `count` records more are lost; subject: the log's path */

/** Bytes that belong to somebody else. `data` may be NULL only if `length` is 0. Never NUL-terminated by contract. */
typedef struct zeekamqp_string {
    const uint8_t* data;
    uint64_t length;
} zeekamqp_string;

/** A column of the log. */
typedef struct zeekamqp_field {
    zeekamqp_string name; /* as it appears in the record, e.g. "id.orig_h" */
    uint8_t type;         /* ZEEKAMQP_TYPE_... */
    uint8_t subtype;      /* type of a set's or vector's elements, else 0 */
    uint8_t optional;     /* 1 if the column may be unset */
    uint8_t reserved[5];  /* 0 */
} zeekamqp_field;

/** A value of a record, or an element of a set or vector. A value has its field's type; an element may have any. */
typedef struct zeekamqp_value {
    uint8_t type;          /* ZEEKAMQP_TYPE_... */
    uint8_t present;       /* 0: unset; nothing below is read */
    uint8_t family;        /* ZEEKAMQP_FAMILY_... of an addr or subnet, else 0 */
    uint8_t prefix_length; /* of a subnet, else 0 */
    uint8_t reserved[4];   /* 0 */
    uint64_t length;       /* bytes of a string, elements of a set or vector, else 0 */
    union {
        int64_t i;
        uint64_t u;
        double d;
        const uint8_t* bytes;
        const struct zeekamqp_value* elements;
        uint8_t addr[16];
    } as;
} zeekamqp_value;

/** An option, by its name without the prefix `LogAMQP::`. All values are text: T or F, numbers, intervals in seconds. */
typedef struct zeekamqp_option {
    zeekamqp_string name;
    zeekamqp_string value;
    uint8_t origin;      /* ZEEKAMQP_ORIGIN_... */
    uint8_t reserved[7]; /* 0 */
} zeekamqp_option;

/** What a writer needs to know before its first record. */
typedef struct zeekamqp_writer_config {
    zeekamqp_string path;   /* the log's path, e.g. "conn": the tag of each record */
    zeekamqp_string filter; /* name of the log filter, for diagnostics */
    zeekamqp_string node;   /* name of the cluster node, empty outside a cluster */
    const zeekamqp_field* fields;
    const zeekamqp_option* options;
    uint32_t field_count;
    uint32_t option_count;
} zeekamqp_writer_config;

/** What has become of a writer's records, in records where no unit is named. At any time
 *    accepted = confirmed + in_spool + in_memory + dropped_oldest + dropped_unroutable + dropped_too_large + dropped_corrupt
 *               + abandoned,
 * give or take what moves while it is read. A record that was not accepted is in dropped_full, dropped_malformed or dropped_late.
 * With publish_schema, a log's schemas are accepted as records are: one for each partition, when the first record comes. */
typedef struct zeekamqp_counters {
    uint64_t accepted;           /* taken */
    uint64_t accepted_bytes;     /* bytes of their messages */
    uint64_t published;          /* messages handed to a connection, repetitions included */
    uint64_t confirmed;          /* the broker has taken responsibility */
    uint64_t retried;            /* messages that had to be published again */
    uint64_t returned;           /* messages that came back because no queue is bound for them, repetitions included */
    uint64_t spooled;            /* written to disk */
    uint64_t drained;            /* of those, settled */
    uint64_t in_spool;           /* on disk now; after the writer's end: left for the next process */
    uint64_t in_memory;          /* in memory only, waiting or published and not yet confirmed */
    uint64_t dropped_full;       /* lost: no room */
    uint64_t dropped_oldest;     /* lost: made room for newer ones (overflow=drop_oldest) */
    uint64_t dropped_unroutable; /* lost: no queue is bound for them (unroutable=drop) */
    uint64_t dropped_too_large;  /* lost: above the broker's limit */
    uint64_t dropped_malformed;  /* lost: did not match the writer's fields, or too large to format */
    uint64_t dropped_late;       /* lost: written after the finish */
    uint64_t dropped_corrupt;    /* lost: could not be read back from disk */
    uint64_t abandoned;          /* lost, as far as is known: not confirmed at the end, and not on disk */
    uint64_t lag_ms;             /* age of the oldest record that is not yet settled, to a second */
} zeekamqp_counters;

/** What the library has to say, to people and to programs. All texts end with a NUL; bytes behind it mean nothing. */
typedef struct zeekamqp_diagnostic {
    uint32_t level;                   /* ZEEKAMQP_LEVEL_... */
    uint32_t event;                   /* ZEEKAMQP_EVENT_... */
    uint64_t count;                   /* records, of ZEEKAMQP_EVENT_DROPPED, else 0 */
    char subject[ZEEKAMQP_NAME_SIZE]; /* what the event is about, else empty */
    char reason[ZEEKAMQP_TEXT_SIZE];  /* why it happened, without what follows from it; may be empty */
    char text[ZEEKAMQP_TEXT_SIZE];    /* one line for people: what, where, why, what to do */
} zeekamqp_diagnostic;

/** What has become of the records of one log and filter since the process began, over all writers that it had. Records that an
 * earlier process left in the spool are in entries of their own, whose filter is "(left)"; from the 1001st entry on all are one,
 * whose path is "(others)". */
typedef struct zeekamqp_log {
    char path[ZEEKAMQP_NAME_SIZE];   /* ends with a NUL; bytes behind it mean nothing */
    char filter[ZEEKAMQP_NAME_SIZE]; /* the same */
    zeekamqp_counters counters;      /* in_spool, in_memory and lag_ms go up and down, the others only up */
} zeekamqp_log;

/** How a broker is connected to. */
typedef struct zeekamqp_broker {
    char
        name[ZEEKAMQP_NAME_SIZE]; /* hosts, ports and vhost for people; ends with a NUL, bytes behind it mean nothing */
    uint32_t connections;         /* those that some log needs, or has needed */
    uint32_t open;                /* of these, those that are open now */
} zeekamqp_broker;

/** The caller's view of this header, see zeekamqp_handshake(). */
typedef struct zeekamqp_layout {
    uint32_t abi_version;
    uint32_t string_size;
    uint32_t field_size;
    uint32_t value_size;
    uint32_t option_size;
    uint32_t writer_config_size;
    uint32_t counters_size;
    uint32_t diagnostic_size;
    uint32_t log_size;
    uint32_t broker_size;
} zeekamqp_layout;

/** Fills in a zeekamqp_layout as the header in front of the compiler has it. */
#define ZEEKAMQP_LAYOUT_INIT                                                                                           \
    {                                                                                                                  \
        ZEEKAMQP_ABI_VERSION, (uint32_t)sizeof(zeekamqp_string), (uint32_t)sizeof(zeekamqp_field),                     \
            (uint32_t)sizeof(zeekamqp_value), (uint32_t)sizeof(zeekamqp_option),                                       \
            (uint32_t)sizeof(zeekamqp_writer_config), (uint32_t)sizeof(zeekamqp_counters),                             \
            (uint32_t)sizeof(zeekamqp_diagnostic), (uint32_t)sizeof(zeekamqp_log), (uint32_t)sizeof(zeekamqp_broker)   \
    }

/** A writer: one log going to one broker. Never 0 when open; never used again after its close. */
typedef uint64_t zeekamqp_writer;

/** Compares the caller's header with the library's. Call it first, once.
 *
 * Ownership: the caller owns `layout` and `error`.  Threading: any thread.  Lifetime: this call.
 * Result: ZEEKAMQP_OK; ZEEKAMQP_ERROR_ABI with the two versions or sizes in `error`.
 */
ZEEKAMQP_API int32_t zeekamqp_handshake(const zeekamqp_layout* layout, char* error, size_t error_size);

/** Writes the library's version, e.g. "1.0.0", into `text`, NUL-terminated and cut if need be.
 *
 * Ownership: the caller owns `text`.  Threading: any thread.  Lifetime: this call.
 * Result: ZEEKAMQP_OK.
 */
ZEEKAMQP_API int32_t zeekamqp_version(char* text, size_t text_size);

/** Opens a writer. Parses the options, starts the delivery engine of this broker if no other writer has, and never waits for
 * the broker: a broker that cannot be reached is a diagnostic, not an error.
 *
 * Ownership: the caller owns everything passed; the library copies what it keeps.
 * Threading: any thread; the writer then belongs to this one thread, except where said otherwise.
 * Lifetime: this call.
 * Result: ZEEKAMQP_OK and the handle in `writer`; else a negative value, `writer` 0 and the reason in `error`, without secrets.
 */
ZEEKAMQP_API int32_t zeekamqp_writer_open(const zeekamqp_writer_config* config, zeekamqp_writer* writer, char* error,
                                          size_t error_size);

/** Formats one record and puts it into the delivery queue. Waits only while memory is full and room is to be expected: 5 s at
 * most, with overflow=block 250 ms, after which the record may be written again.
 *
 * Ownership: the caller owns `values` and all they point to.  Threading: the writer's thread.
 * Lifetime: this call; nothing passed is read after it returns.
 * Result: ZEEKAMQP_OK; ZEEKAMQP_DROPPED if the record could not be queued (counted, reported by a diagnostic);
 *         ZEEKAMQP_NO_ROOM_YET with overflow=block: write it again, or give it up with zeekamqp_writer_drop();
 *         a negative value if `values` do not match the fields of the writer: the record is not queued, but counted.
 */
ZEEKAMQP_API int32_t zeekamqp_writer_write(zeekamqp_writer writer, const zeekamqp_value* values, uint32_t value_count);

/** Counts a record as lost that its caller gives up after ZEEKAMQP_NO_ROOM_YET.
 *
 * Ownership: none passes.  Threading: the writer's thread.  Lifetime: this call.  Result: ZEEKAMQP_OK or an argument error.
 */
ZEEKAMQP_API int32_t zeekamqp_writer_drop(zeekamqp_writer writer);

/** Says what has become of a writer's records.
 *
 * Ownership: the caller owns `counters`.  Threading: any thread, until the writer's close.  Lifetime: this call.
 * Result: ZEEKAMQP_OK or an argument error.
 */
ZEEKAMQP_API int32_t zeekamqp_writer_counters(zeekamqp_writer writer, zeekamqp_counters* counters);

/** Asks the engine to publish what is queued without waiting for more. Does not wait.
 *
 * Ownership: none passes.  Threading: the writer's thread.  Lifetime: this call.  Result: ZEEKAMQP_OK or an argument error.
 */
ZEEKAMQP_API int32_t zeekamqp_writer_flush(zeekamqp_writer writer);

/** Takes the oldest diagnostic that waits for this writer: its own, or one of its broker's, each of which goes to one writer only.
 *
 * Ownership: the caller owns `diagnostic`.  Threading: the writer's thread.  Lifetime: this call.
 * Result: 1 with `diagnostic` filled in; 0 if there is none; negative for an argument error.
 */
ZEEKAMQP_API int32_t zeekamqp_writer_next_diagnostic(zeekamqp_writer writer, zeekamqp_diagnostic* diagnostic);

/** Ends the writer's input and waits until all of its records are confirmed, or until the time of the option
 * max_wait_on_shutdown is over: one deadline for all writers of the process that finish together, counted from the first of
 * them. What is not confirmed then is put into the spool, for the next process; where there is no spool, or it does not take
 * them, records are lost. A diagnostic says how many either way, so ask for diagnostics once more before the close. A record
 * that is written after the finish is refused with ZEEKAMQP_DROPPED.
 *
 * Ownership: none passes.  Threading: the writer's thread.  Lifetime: this call.  Result: ZEEKAMQP_OK or an argument error.
 */
ZEEKAMQP_API int32_t zeekamqp_writer_finish(zeekamqp_writer writer);

/** Releases the handle. Does not wait; without a finish before it, records that are not yet confirmed go on being delivered.
 *
 * Ownership: the handle is void after it.  Threading: any thread, while no other call uses this writer.  Lifetime: this call.
 * Result: ZEEKAMQP_OK or an argument error.
 */
ZEEKAMQP_API int32_t zeekamqp_writer_close(zeekamqp_writer writer);

/** Checks the value of one option by itself, as zeekamqp_writer_open() does, without a writer.
 *
 * Ownership: the caller owns everything passed.  Threading: any thread.  Lifetime: this call.
 * Result: ZEEKAMQP_OK; else a negative value and the reason in `error`, without secrets.
 */
ZEEKAMQP_API int32_t zeekamqp_option_check(const zeekamqp_option* option, char* error, size_t error_size);

/** Gives all open writers new global options: those that they were opened with, with other values of those that can be changed. What was
 * set for one writer alone still wins there. Writers take all of them or, if one writer cannot, none. Options of batches and of what
 * waits count at once, or from a writer's record after the next one on. With others of the connection, connections are made anew, and all
 * that waits goes there. Does not wait for the broker; nothing is lost.
 *
 * Ownership: the caller owns everything passed; the library copies what it keeps. Options with ZEEKAMQP_ORIGIN_FILTER are ignored.
 * Threading: any thread. A writer that is being opened at the same time may be missed. Lifetime: this call.
 * Result: ZEEKAMQP_OK, also without open writers; else a negative value, nothing has changed, and the reason is in `error`, without secrets.
 */
ZEEKAMQP_API int32_t zeekamqp_options_change(const zeekamqp_option* options, uint32_t option_count, char* error,
                                             size_t error_size);

/** Says what has become of the records of each log and filter that this process has had a writer for, or found records of.
 * Entries keep their places: none goes away, and new ones come last. Does not wait for disk, broker or writers.
 *
 * Ownership: the caller owns `logs`, an array with room for `room` entries, and `count`.
 * Threading: any thread, also beside the writers' own calls.  Lifetime: this call.
 * Result: ZEEKAMQP_OK with the first `room` entries filled in and the number of all there are in `count`, which may be more;
 *         or an argument error. With `room` 0, `logs` may be NULL.
 */
ZEEKAMQP_API int32_t zeekamqp_logs(zeekamqp_log* logs, uint32_t room, uint32_t* count);

/** Says of each broker that this process sends to how it is connected. Does not wait for disk, broker or writers.
 *
 * Ownership: the caller owns `brokers`, an array with room for `room` entries, and `count`.
 * Threading: any thread, also beside the writers' own calls.  Lifetime: this call.
 * Result: as zeekamqp_logs().
 */
ZEEKAMQP_API int32_t zeekamqp_brokers(zeekamqp_broker* brokers, uint32_t room, uint32_t* count);

/** Closes all connections and ends all threads that do I/O. Call it once, after the last writer was closed and before the
 * process runs its exit handlers (those of TLS libraries do not bear threads that still use them).
 *
 * Ownership: the caller owns `report`, which gets one line on what was left undelivered, or an empty string.
 * Threading: any thread, while no other call is under way.  Lifetime: this call.
 * Result: ZEEKAMQP_OK; returns at the latest `timeout_ms` after the call, or 250 ms if that is more.
 */
ZEEKAMQP_API int32_t zeekamqp_shutdown(uint32_t timeout_ms, char* report, size_t report_size);

#ifdef __cplusplus
}
#endif

#endif /* ZEEKAMQP_H */
