##! For tests/tools/demo: sends each log of a run but reporter.log to one queue, beside the file that Zeek writes of it.

redef LogAMQP::send_all_active_logs = T;
redef LogAMQP::hostname = getenv("DEMO_HOST");
redef LogAMQP::amqp_port = to_count(getenv("DEMO_PORT"));
redef LogAMQP::vhost = getenv("DEMO_VHOST");
redef LogAMQP::username = getenv("DEMO_USERNAME");
redef LogAMQP::password = getenv("DEMO_PASSWORD");
redef LogAMQP::queue_name = getenv("DEMO_QUEUE");
redef LogAMQP::routing_key = getenv("DEMO_QUEUE");
# A busy machine's broker may take longer than a Zeek that is to be stopped would wait.
redef LogAMQP::max_wait_on_shutdown = 60 sec;
