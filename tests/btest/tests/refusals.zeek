# @TEST-DOC: What the broker refuses is one line each in reporter.log, in the broker's words and without the password, and Zeek goes on.
#
# Zeek lives for some seconds, with several records a second, so that one line a record or an attempt would show.
#
# @TEST-EXEC: zeek-run %INPUT
# @TEST-EXEC: for log in password vhost exchange port; do echo "$log $(grep -c "ERROR.*$log/Log::WRITER_AMQP: " reporter.log)" >>output; done
# @TEST-EXEC: grep -q "password/Log::WRITER_AMQP: cannot connect to $AMQP_TEST_HOST:$AMQP_TEST_PORT, vhost '$AMQP_TEST_VHOST': .*ACCESS_REFUSED" reporter.log
# @TEST-EXEC: grep -q "vhost/Log::WRITER_AMQP: cannot connect to $AMQP_TEST_HOST:$AMQP_TEST_PORT, vhost 'nowhere': NOT_ALLOWED - vhost nowhere not found" reporter.log
# @TEST-EXEC: grep -q "exchange/Log::WRITER_AMQP: .*NOT_FOUND - no exchange 'nowhere'" reporter.log
# @TEST-EXEC: grep -q "port/Log::WRITER_AMQP: cannot connect to 127.0.0.1:1, vhost .*Connection refused" reporter.log
# @TEST-EXEC-FAIL: grep -r s3cr3t-w0rd reporter.log zeek.stderr
# @TEST-EXEC: grep -v '^#' letters.log | wc -l | tr -d ' ' >>output
# @TEST-EXEC: btest-diff output

@load letters
@load broker

redef exit_only_after_terminate = T;
redef LogAMQP::max_wait_on_shutdown = 0sec;

global records = 0;

event write_one()
    {
    if ( ++records == 30 )
        {
        terminate();
        return;
        }

    Log::write(Letters::LOG, Letters::Info($number=records));
    schedule 200msec { write_one() };
    }

event zeek_init()
    {
    Letters::send("password", table(["password"] = "s3cr3t-w0rd"));
    Letters::send("vhost", table(["vhost"] = "nowhere"));
    Letters::send("exchange", table(["exchange"] = "nowhere"));
    Letters::send("port", table(["hostname"] = "127.0.0.1", ["amqp_port"] = "1"));
    event write_one();
    }
