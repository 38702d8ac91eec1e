// What the library says of logs and brokers, as script values.
#pragma once

#include <zeek/Val.h>

namespace trapmine::amqp {

/**
 * LogAMQP::StatsVector, one entry a log and filter. Zeek's main thread only. Empty as long as no writer has opened the library: asking
 * for numbers starts nothing.
 */
zeek::ValPtr LogStats();

/** LogAMQP::BrokerVector, one entry a broker; the same holds. */
zeek::ValPtr BrokerStats();

} // namespace trapmine::amqp
