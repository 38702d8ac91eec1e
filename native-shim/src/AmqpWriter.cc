#include "AmqpWriter.h"

#include <cinttypes>
#include <cstring>

#include "OptionChange.h"
#include "Plugin.h"
#include "ScriptEvents.h"

namespace trapmine::amqp {

namespace {

// A poll costs a call into the library; under load one in 256 records does, otherwise the heartbeat's one a second.
constexpr uint32_t writes_per_poll = 256;

zeekamqp_string Borrow(const char* text) {
    return {reinterpret_cast<const uint8_t*>(text), text ? strlen(text) : 0};
}

zeekamqp_string Borrow(const std::string& text) {
    return {reinterpret_cast<const uint8_t*>(text.data()), text.size()};
}

} // namespace

AmqpWriter::AmqpWriter(zeek::logging::WriterFrontend* frontend) : WriterBackend(frontend, /*send_heartbeats=*/true) {}

AmqpWriter::~AmqpWriter() {
    // After a failure, or when Zeek is killed while it waits, DoFinish has not run.
    Close();
}

zeek::logging::WriterBackend* AmqpWriter::Instantiate(zeek::logging::WriterFrontend* frontend) {
    return new AmqpWriter(frontend);
}

bool AmqpWriter::DoInit(const WriterInfo& info, int field_count, const zeek::threading::Field* const* fields) {
    // Until it is open: a change of options that comes now has to find it, or has to be in its options already.
    const auto guard = OptionChange::HoldOff(options_);
    std::string reason;
    library_ = ManagedLibrary::Open(plugin.LibraryPath(), reason);

    if ( ! library_ ) {
        Error(reason.c_str());
        return false;
    }

    options_.AddFilterConfig(info.config);
    const auto options = options_.View();
    const auto columns = RecordConverter::Columns(field_count, fields);

    zeekamqp_writer_config config = {};
    config.path = Borrow(info.path);
    config.filter = Borrow(info.filter_name);
    config.node = Borrow(options_.Node());
    config.fields = columns.data();
    config.field_count = static_cast<uint32_t>(columns.size());
    config.options = options.data();
    config.option_count = static_cast<uint32_t>(options.size());

    char error[ZEEKAMQP_TEXT_SIZE] = "";

    if ( library_->writer_open(&config, &writer_, error, sizeof(error)) != ZEEKAMQP_OK ) {
        writer_ = 0;
        Error(error);
        return false;
    }

    PassOnDiagnostics();
    return true;
}

bool AmqpWriter::DoWrite(int field_count, const zeek::threading::Field* const*, zeek::threading::Value** values) {
    const zeekamqp_value* record = converter_.Convert(field_count, values);
    int32_t result = library_->writer_write(writer_, record, static_cast<uint32_t>(field_count));

    // Zeek's queue to this thread grows meanwhile, which is what overflow=block asks for. Its end is not to be blocked.
    while ( result == ZEEKAMQP_NO_ROOM_YET && ! Terminating() ) {
        PassOnDiagnostics();
        result = library_->writer_write(writer_, record, static_cast<uint32_t>(field_count));
    }

    if ( result == ZEEKAMQP_NO_ROOM_YET )
        library_->writer_drop(writer_);
    else if ( result < 0 )
        RefuseRecord(result);

    if ( ++writes_since_poll_ == writes_per_poll )
        PassOnDiagnostics();

    return true;
}

bool AmqpWriter::DoSetBuf(bool) {
    return true;
}

bool AmqpWriter::DoFlush(double) {
    library_->writer_flush(writer_);
    return true;
}

bool AmqpWriter::DoRotate(const char*, double, double, bool) {
    // There is no file to rotate, but Zeek aborts unless it is told so exactly once.
    FinishedRotation();
    return true;
}

bool AmqpWriter::DoHeartbeat(double, double) {
    PassOnDiagnostics();
    return true;
}

bool AmqpWriter::DoFinish(double) {
    library_->writer_finish(writer_);
    // At Zeek's end its logs are closed by now: each message opens reporter.log anew, which only a problem is worth.
    PassOnDiagnostics(ZEEKAMQP_LEVEL_WARNING);

    if ( refused_records_ > 1 )
        Warning(Fmt("%" PRIu64 " records of this log were refused as described above and are lost", refused_records_));

    Close();
    return true;
}

void AmqpWriter::RefuseRecord(int32_t result) {
    // Said once and counted after that: the next record of this log is like the last, and there may be thousands a second.
    if ( ++refused_records_ == 1 )
        Error(Fmt(
            "the library refused a record (result %" PRId32 "): plugin and library disagree about this log's columns, "
            "which is a defect of ZeekAmqp. The record is lost, the log goes on; please report it with this line.",
            result));
}

void AmqpWriter::PassOnDiagnostics(uint32_t lowest_level) {
    // Only this thread may speak for this writer, so the library keeps what it has to say until asked.
    zeekamqp_diagnostic diagnostic;
    writes_since_poll_ = 0;

    while ( writer_ && library_->writer_next_diagnostic(writer_, &diagnostic) == 1 ) {
        if ( diagnostic.level == ZEEKAMQP_LEVEL_ERROR )
            Error(diagnostic.text);
        else if ( diagnostic.level == ZEEKAMQP_LEVEL_WARNING )
            Warning(diagnostic.text);
        else if ( diagnostic.level >= lowest_level )
            MsgThread::Info(diagnostic.text); // WriterBackend::Info() is something else: what it was created with

        RaiseEvent(*this, diagnostic);
    }
}

void AmqpWriter::Close() {
    if ( writer_ && ManagedLibrary::IfOpen() )
        library_->writer_close(writer_);

    writer_ = 0;
}

} // namespace trapmine::amqp
