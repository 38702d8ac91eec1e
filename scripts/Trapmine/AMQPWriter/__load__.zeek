##! What ``@load Trapmine/AMQPWriter`` gives you: nothing that an installed plugin has not given you already, but Zeek then
##! says at once that the plugin is missing, rather than that it does not know ``Log::WRITER_AMQP``. It sends nothing;
##! ``redef LogAMQP::send_all_active_logs = T;`` does, and ``several_logs_to_rabbitmq.zeek`` shows more.
##!
##! zkg copies this file away from the others, so it must not load any of them.
