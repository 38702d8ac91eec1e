##! What the plugin says of the logs that it sends and of the brokers that it sends them to.

module LogAMQP;

export {
    ## What has become of the records of one log and filter since Zeek began, over all writers that it had. At any time ``accepted`` is
    ## ``confirmed`` + ``in_spool`` + ``in_memory`` + ``dropped_oldest`` + ``dropped_unroutable`` + ``dropped_too_large`` +
    ## ``dropped_corrupt`` + ``abandoned``; what was not accepted is in ``dropped_full``, ``dropped_malformed`` or ``dropped_late``.
    ## ``in_spool``, ``in_memory`` and ``lag`` are of this moment, all else only grows.
    ##
    ## .. zeek:see:: LogAMQP::stats
    type Stats: record {
        ## The log's path.
        log: string;
        ## The filter's name; ``(left)`` for what an earlier process left in the spool.
        filter: string;
        ## Records taken; of ``(left)``, taken over.
        accepted: count;
        ## Bytes of their messages, before compression.
        accepted_bytes: count;
        ## Messages handed to a connection, repetitions included.
        published: count;
        ## Records that the broker has taken responsibility for.
        confirmed: count;
        ## Messages that had to be published again.
        retried: count;
        ## Messages that came back because no queue is bound for them, repetitions included.
        returned: count;
        ## Records written to disk.
        spooled: count;
        ## Of those, settled.
        drained: count;
        ## Records on disk now.
        in_spool: count;
        ## Records in memory only, waiting or published and not yet confirmed.
        in_memory: count;
        ## Lost: no room.
        dropped_full: count;
        ## Lost: made room for newer ones (``overflow=drop_oldest``).
        dropped_oldest: count;
        ## Lost: no queue is bound for them (``unroutable=drop``).
        dropped_unroutable: count;
        ## Lost: above the broker's limit.
        dropped_too_large: count;
        ## Lost: did not match the log's columns, or too large to format.
        dropped_malformed: count;
        ## Lost: written after the writer's end.
        dropped_late: count;
        ## Lost: could not be read back from disk.
        dropped_corrupt: count;
        ## Lost, as far as is known: not confirmed at a writer's end, and not on disk.
        abandoned: count;
        ## Age of the oldest record that is not yet settled, to a second; 0 if there is none.
        lag: interval;
    };

    ## What :zeek:id:`LogAMQP::stats` returns.
    type StatsVector: vector of Stats;

    ## How a broker is connected to.
    ##
    ## .. zeek:see:: LogAMQP::brokers
    type Broker: record {
        ## Hosts, ports and vhost, as reporter.log has them.
        name: string;
        ## Connections that some log needs, or has needed.
        connections: count;
        ## Of these, those that are open now.
        open: count;
    };

    ## What :zeek:id:`LogAMQP::brokers` returns.
    type BrokerVector: vector of Broker;
}
