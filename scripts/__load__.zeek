# Zeek loads this as soon as it has found the plugin. It defines the options and sends nothing: a log goes to a broker only
# through a filter that asks for Log::WRITER_AMQP.

@load ./init_default
