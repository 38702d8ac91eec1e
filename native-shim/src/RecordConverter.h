// Zeek's values in the contract's words. The only code that reads threading::Value.
#pragma once

#include <cstddef>
#include <vector>

#include <zeek/threading/SerialTypes.h>

#include "zeekamqp.h"

namespace trapmine::amqp {

/**
 * Converts one record at a time into memory that it keeps: once the usual records have been seen, it allocates no more. What an
 * unusually large one took is given back. Belongs to one writer and to its thread.
 */
class RecordConverter {
public:
    /** The columns of a log. Names are borrowed from `fields`. */
    static std::vector<zeekamqp_field> Columns(int field_count, const zeek::threading::Field* const* fields);

    /** Converts a record. Strings are borrowed from `values`; the result is valid as long as they are, until the next call. */
    const zeekamqp_value* Convert(int field_count, const zeek::threading::Value* const* values);

private:
    void MakeRoom(size_t needed);
    void ConvertValue(const zeek::threading::Value& from, zeekamqp_value& to);
    const zeekamqp_value* ConvertElements(const zeek::threading::Value::set_t& from);

    std::vector<zeekamqp_value> arena_; // the record's values, then the elements of its sets and vectors
    size_t used_ = 0;
};

} // namespace trapmine::amqp
