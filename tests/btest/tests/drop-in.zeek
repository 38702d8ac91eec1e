# @TEST-DOC: A configuration for trapmine/zeek-amqp, its eight options as texts in a filter of its own, sends the log as it did.
#
# @TEST-EXEC: zeek-run -r $DATA/sample.pcap %INPUT
# @TEST-EXEC: receive btest-drop-in "$(grep -vc '^#' conn.log)" >received
# @TEST-EXEC: grep -c '^{"conn": {"ts":' received >output
# @TEST-EXEC: btest-diff output

# Where the spool is, and how long Zeek waits, it had no options for.
@load broker

event zeek_init() &priority=1
    {
    local filter: Log::Filter = [
        $name="to_the_broker",
        $writer=Log::WRITER_AMQP,
        $config=table(
            ["hostname"] = getenv("AMQP_TEST_HOST"),
            ["amqp_port"] = getenv("AMQP_TEST_PORT"),
            ["username"] = getenv("AMQP_TEST_USERNAME"),
            ["password"] = getenv("AMQP_TEST_PASSWORD"),
            ["vhost"] = getenv("AMQP_TEST_VHOST"),
            ["queue_name"] = "btest-drop-in",
            ["exchange"] = "",
            ["routing_key"] = "btest-drop-in")];
    Log::add_filter(Conn::LOG, filter);
    }
