##! What ``@load Trapmine/AMQPWriter`` gives you: nothing that an installed plugin has not given you already, but Zeek then
##! says at once that the plugin is missing, rather than that it does not know ``Log::WRITER_AMQP``. It sends nothing;
##! ``logs_to_rabbitmq.zeek`` and ``several_logs_to_rabbitmq.zeek`` show how to send a log.
##!
##! zkg copies this file away from the others, so it must not load any of them.
