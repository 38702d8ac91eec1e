# Zeek loads this as soon as it has found the plugin. It defines the options, the metrics and amqp.log, and sends nothing by itself: a
# log goes to a broker only when an option chooses it, or through a filter that asks for Log::WRITER_AMQP.

@load ./init_default
@load ./change_options
@load ./selection
@load ./telemetry
@load ./status_log
