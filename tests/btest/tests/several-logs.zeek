# @TEST-DOC: several_logs_to_rabbitmq.zeek sends each log to its own queue, each with its own format of times.
#
# @TEST-EXEC: zeek-run -r $DATA/sample.pcap %INPUT several_logs_to_rabbitmq.zeek LogAscii::use_json=T
# @TEST-EXEC: receive zeek_conn $(wc -l <conn.log) | untag conn | cmp conn.log -
# @TEST-EXEC: receive zeek_dns $(wc -l <dns-iso.log) | untag dns | cmp dns-iso.log -
# @TEST-EXEC: receive zeek_http $(wc -l <http-all.log) | untag http | cmp http-all.log -

@load broker
@load base/protocols/conn
@load base/protocols/dns
@load base/protocols/http

# What the script asks of the broker for these two, asked of Zeek's own writer.
event zeek_init() &priority=-5
    {
    local dns = copy(Log::get_filter(DNS::LOG, "default"));
    dns$name = dns$path = "dns-iso";
    dns$config = table(["json_timestamps"] = "JSON::TS_ISO8601");
    Log::add_filter(DNS::LOG, dns);

    local http = copy(Log::get_filter(HTTP::LOG, "default"));
    http$name = http$path = "http-all";
    http$config = table(["json_include_unset_fields"] = "T");
    Log::add_filter(HTTP::LOG, http);
    }
