redef LogAMQP::send_all_active_logs = T;
# No files of the logs that are sent.
redef LogAMQP::only = T;
redef LogAMQP::hostname = "127.0.0.1";
redef LogAMQP::username = "zeek";
redef LogAMQP::password_env = "ZEEK_AMQP_PASSWORD";
redef LogAMQP::spool_dir = "/var/lib/zeek-amqp";
