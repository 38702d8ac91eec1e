# The broker shows a certificate of an authority that the producer does not know: nothing may be sent to it. Then its own again.
# shellcheck shell=bash disable=SC2034,SC2154
. "$faults/certificates.bash"
hostname=localhost allows_early=''
if [[ $short ]]; then records=30000; fi # its commands take seconds
can_run() {
    if ! command -v openssl >/dev/null; then echo 'openssl is not installed' && return 1; fi
    if ! "$programs/zeekamqp_host" --count 0 --option tls=F --option spool_dir= >/dev/null 2>&1; then
        echo 'the library has no TLS' && return 1
    fi
}
show() { # NAME
    cp "$node/tls/$1.pem" "$node/tls/shown.pem"
    cp "$node/tls/$1.key" "$node/tls/shown.key"
    chmod 644 "$node"/tls/shown.*
    broker_ctl eval 'ssl:clear_pem_cache().' # or it would be read again only after two minutes
}
prepare() {
    make_certificates "$node/tls"
    if ! grep -q '^listeners.ssl.9' "$node/rabbitmq.conf"; then
        port=$(free_port)
        printf '%s\n' "listeners.ssl.9 = 127.0.0.1:$port" "ssl_options.cacertfile = $node/tls/first.ca" \
            "ssl_options.certfile = $node/tls/shown.pem" "ssl_options.keyfile = $node/tls/shown.key" >>"$node/rabbitmq.conf"
    fi
    port=$(sed -n 's/^listeners.ssl.9 = .*://p' "$node/rabbitmq.conf")
    show first
    broker restart
    options+=(tls=T "tls_ca_file=$node/tls/first.ca")
}
strike() {
    show second
    broker_ctl close_all_connections 'closed by a test'
}
heal() { show first; }
