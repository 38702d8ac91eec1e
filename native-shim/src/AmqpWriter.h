// A log writer that hands each record to the ZeekAmqp library.
#pragma once

#include <cstdint>

#include <zeek/logging/WriterBackend.h>

#include "ManagedLibrary.h"
#include "OptionSnapshot.h"
#include "RecordConverter.h"

namespace trapmine::amqp {

/**
 * Created and destroyed on Zeek's main thread, everything between DoInit and DoFinish on the writer's own. Knows nothing of
 * JSON, brokers or retries. Returns false from DoInit only, and only for a configuration that cannot work: Zeek would
 * disable the writer for good, and a broker that is away comes back.
 */
class AmqpWriter final : public zeek::logging::WriterBackend {
public:
    explicit AmqpWriter(zeek::logging::WriterFrontend* frontend);
    ~AmqpWriter() override;

    static zeek::logging::WriterBackend* Instantiate(zeek::logging::WriterFrontend* frontend);

protected:
    bool DoInit(const WriterInfo& info, int field_count, const zeek::threading::Field* const* fields) override;
    bool DoWrite(int field_count, const zeek::threading::Field* const* fields,
                 zeek::threading::Value** values) override;
    bool DoSetBuf(bool enabled) override;
    bool DoFlush(double network_time) override;
    bool DoRotate(const char* rotated_path, double open, double close, bool terminating) override;
    bool DoFinish(double network_time) override;
    bool DoHeartbeat(double network_time, double current_time) override;

private:
    void RefuseRecord(int32_t result);
    void PassOnDiagnostics(uint32_t lowest_level = ZEEKAMQP_LEVEL_INFO);
    void Close();

    const ManagedLibrary* library_ = nullptr;
    zeekamqp_writer writer_ = 0; // 0: not open
    OptionSnapshot options_;
    RecordConverter converter_;
    uint32_t writes_since_poll_ = 0;
    uint64_t refused_records_ = 0;
};

} // namespace trapmine::amqp
