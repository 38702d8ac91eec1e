#include "Status.h"

#include <cstdint>
#include <vector>

#include <zeek/ID.h>
#include <zeek/Type.h>

#include "ManagedLibrary.h"

namespace trapmine::amqp {

namespace {

// Writers open beside this thread: what is new since the number was asked for is there the next time.
template <class Entry>
std::vector<Entry> Read(int32_t (*read)(Entry*, uint32_t, uint32_t*)) {
    uint32_t count = 0;

    if ( read(nullptr, 0, &count) != ZEEKAMQP_OK || count == 0 )
        return {};

    std::vector<Entry> entries(count);

    if ( read(entries.data(), static_cast<uint32_t>(entries.size()), &count) != ZEEKAMQP_OK )
        return {};

    return entries;
}

// Fills the fields of a record in their order, which scripts/types.zeek has.
class Filling {
public:
    explicit Filling(const zeek::RecordTypePtr& type) : record_(zeek::make_intrusive<zeek::RecordVal>(type)) {}

    void Add(const char* text) { record_->Assign(next_++, zeek::make_intrusive<zeek::StringVal>(text)); }
    void Add(uint64_t number) { record_->Assign(next_++, zeek::val_mgr->Count(number)); }
    void AddSeconds(double seconds) { record_->Assign(next_++, zeek::make_intrusive<zeek::IntervalVal>(seconds)); }

    zeek::RecordValPtr Result() { return record_; }

private:
    zeek::RecordValPtr record_;
    int next_ = 0;
};

zeek::RecordValPtr Convert(const zeek::RecordTypePtr& type, const zeekamqp_log& log) {
    const zeekamqp_counters& n = log.counters;
    Filling record(type);
    record.Add(log.path);
    record.Add(log.filter);

    for ( uint64_t number : {n.accepted, n.accepted_bytes, n.published, n.confirmed, n.retried, n.returned, n.spooled,
                             n.drained, n.in_spool, n.in_memory, n.dropped_full, n.dropped_oldest, n.dropped_unroutable,
                             n.dropped_too_large, n.dropped_malformed, n.dropped_late, n.dropped_corrupt, n.abandoned} )
        record.Add(number);

    record.AddSeconds(static_cast<double>(n.lag_ms) / 1000);
    return record.Result();
}

zeek::RecordValPtr Convert(const zeek::RecordTypePtr& type, const zeekamqp_broker& broker) {
    Filling record(type);
    record.Add(broker.name);
    record.Add(broker.connections);
    record.Add(broker.open);
    return record.Result();
}

template <class Entry>
zeek::ValPtr ToVector(const char* type_name, const std::vector<Entry>& entries) {
    auto type = zeek::id::find_type<zeek::VectorType>(type_name);
    auto record_type = zeek::cast_intrusive<zeek::RecordType>(type->Yield());
    auto vector = zeek::make_intrusive<zeek::VectorVal>(type);

    for ( const auto& entry : entries )
        vector->Append(Convert(record_type, entry));

    return vector;
}

} // namespace

zeek::ValPtr LogStats() {
    const ManagedLibrary* library = ManagedLibrary::IfOpen();
    return ToVector("LogAMQP::StatsVector", library ? Read(library->logs) : std::vector<zeekamqp_log>());
}

zeek::ValPtr BrokerStats() {
    const ManagedLibrary* library = ManagedLibrary::IfOpen();
    return ToVector("LogAMQP::BrokerVector", library ? Read(library->brokers) : std::vector<zeekamqp_broker>());
}

} // namespace trapmine::amqp
