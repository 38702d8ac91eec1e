##! Sends conn.log to RabbitMQ, beside the file that Zeek writes:
##!
##!     zeek -i eth0 logs_to_rabbitmq.zeek
##!     zeek -r capture.pcap logs_to_rabbitmq.zeek
##!
##! Records go to the queue ``test_queue`` of a broker on this machine. For another broker uncomment and change:

# redef LogAMQP::hostname = "broker.example.org";
# redef LogAMQP::amqp_port = 5672;
# redef LogAMQP::username = "zeek";
# redef LogAMQP::password = "secret";

@load base/protocols/conn

# With the fields that the file gets.
redef LogAMQP::logs_to_send += { Conn::LOG };

# All logs:
# redef LogAMQP::send_all_active_logs = T;

# Without files, the broker only:
# redef LogAMQP::only = T;
