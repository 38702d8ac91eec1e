##! Writes amqp.log: how the logs fare that are sent to a broker, one line for each of them and each
##! :zeek:id:`LogAMQP::status_interval`. Where no log is sent, nothing is written.
##!
##! amqp.log may itself be sent to a broker: it then has a line about itself in each interval, and no more.

@load ./init_default

module LogAMQP;

export {
    redef enum Log::ID += { LOG };

    ## A default logging policy hook for the stream.
    global log_policy: Log::PolicyHook;

    ## The columns of amqp.log. ``accepted``, ``confirmed``, ``spooled`` and ``dropped`` are records since the line before; added up they
    ## are what :zeek:id:`LogAMQP::stats` says. The others are of the line's moment.
    type Info: record {
        ## When the line was written, by the machine's clock.
        ts: time &log;
        ## Node of Zeek that sends the log.
        peer: string &log;
        ## The log's path.
        log: string &log;
        ## The filter's name; ``(left)`` for what an earlier process left in the spool.
        filter: string &log;
        ## Records taken for delivery.
        accepted: count &log;
        ## Records that the broker has taken responsibility for.
        confirmed: count &log;
        ## Records written to disk.
        spooled: count &log;
        ## Records on disk now.
        in_spool: count &log;
        ## Records in memory only, not confirmed yet.
        in_memory: count &log;
        ## Records lost, for any reason; reporter.log says why.
        dropped: count &log;
        ## Age of the oldest record that is not settled.
        lag: interval &log;
    };

    ## Raised for each line of amqp.log.
    global log_status: event(rec: Info);

    ## Records that are lost, for any reason.
    global lost_records: function(s: Stats): count;
}

global status_before: table[string, string] of Stats;

function lost_records(s: Stats): count
    {
    return s$dropped_full + s$dropped_oldest + s$dropped_unroutable + s$dropped_too_large + s$dropped_malformed
        + s$dropped_late + s$dropped_corrupt + s$abandoned;
    }

function write_status_lines()
    {
    local logs = LogAMQP::stats();

    for ( i in logs )
        {
        local now = logs[i];
        # The machine's clock: delivery does not go by a capture's time.
        local info = Info($ts=current_time(), $peer=peer_description, $log=now$log, $filter=now$filter,
                          $accepted=now$accepted, $confirmed=now$confirmed, $spooled=now$spooled, $in_spool=now$in_spool,
                          $in_memory=now$in_memory, $dropped=lost_records(now), $lag=now$lag);

        if ( [now$log, now$filter] in status_before )
            {
            local last = status_before[now$log, now$filter];
            info$accepted -= last$accepted;
            info$confirmed -= last$confirmed;
            info$spooled -= last$spooled;
            info$dropped -= lost_records(last);
            }

        status_before[now$log, now$filter] = now;
        Log::write(LogAMQP::LOG, info);
        }
    }

event write_status()
    {
    # The last lines are written by zeek_done.
    if ( zeek_is_terminating() )
        return;

    write_status_lines();
    schedule status_interval { write_status() };
    }

event zeek_init() &priority=5
    {
    Log::create_stream(LogAMQP::LOG, Log::Stream($columns=Info, $ev=log_status, $path="amqp", $policy=log_policy));

    if ( status_interval > 0sec )
        schedule status_interval { write_status() };
    }

# What the broker confirms after this is in nobody's line: writers end later than scripts.
event zeek_done() &priority=-100
    {
    if ( status_interval > 0sec )
        write_status_lines();
    }
