// header_cpp.cc: the header alone, as the first include, is C++17, its structs have the bytes that were promised and its
// functions have C linkage.
#include <zeekamqp.h>

#include <type_traits>

#define EXPECT(name, condition) static_assert(condition, #name);
#include "layout_expectations.h"

// What crosses the border is plain data.
static_assert(std::is_trivial_v<zeekamqp_value> && std::is_standard_layout_v<zeekamqp_value>);
static_assert(std::is_trivial_v<zeekamqp_field> && std::is_standard_layout_v<zeekamqp_field>);
static_assert(std::is_trivial_v<zeekamqp_option> && std::is_standard_layout_v<zeekamqp_option>);
static_assert(std::is_trivial_v<zeekamqp_writer_config> && std::is_standard_layout_v<zeekamqp_writer_config>);
static_assert(std::is_trivial_v<zeekamqp_layout> && std::is_standard_layout_v<zeekamqp_layout>);

// A second declaration with C linkage is an error if the header's has another one.
extern "C" int32_t zeekamqp_handshake(const zeekamqp_layout* layout, char* error, size_t error_size);
extern "C" int32_t zeekamqp_writer_write(zeekamqp_writer writer, const zeekamqp_value* values, uint32_t value_count);

int main() {
    constexpr zeekamqp_layout layout = ZEEKAMQP_LAYOUT_INIT;
    static_assert(layout.abi_version == ZEEKAMQP_ABI_VERSION);
    static_assert(layout.writer_config_size == 72);
    return 0;
}
