# The options of the broker that the tests run against. Each test uses queues of its own.

redef LogAMQP::hostname = getenv("AMQP_TEST_HOST");
redef LogAMQP::amqp_port = to_count(getenv("AMQP_TEST_PORT"));
redef LogAMQP::username = getenv("AMQP_TEST_USERNAME");
redef LogAMQP::password = getenv("AMQP_TEST_PASSWORD");
redef LogAMQP::vhost = getenv("AMQP_TEST_VHOST");

# A test machine may be slow; nothing is won by losing records there.
redef LogAMQP::max_wait_on_shutdown = 60sec;

# What one test leaves must not reach the next.
redef LogAMQP::spool_dir = "";

# amqp.log is about the test's own logs, and how many lines it has, and when, depends on the machine.
redef LogAMQP::status_interval = 0sec;
