# Makes the folder of a RabbitMQ node, for rabbitmq-node. To be sourced; "$dir" is the folder, and die is there.
# shellcheck shell=bash disable=SC2154

free_port() { # sets return_port
    local port
    # Below the range that Linux hands to outgoing connections (32768 and up), so that a port is still free when a killed
    # node comes back to it.
    for _ in {1..200}; do
        port=$((20000 + RANDOM % 12000))
        if [[ " ${taken:=} " != *" $port "* ]] && ! (: <>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then
            taken+=" $port"
            return_port=$port
            return
        fi
    done
    die "no free port between 20000 and 31999 on 127.0.0.1: see 'ss -ltn' for what holds them"
}

make_cookie() { # FILE
    od -An -N16 -tx1 /dev/urandom | tr -d ' \n' >"$1"
    chmod 400 "$1"
}

# A copy, since RabbitMQ's own user may not be able to enter the folder.
copy_certificates() {
    [[ ${tls:-} ]] || return 0
    mkdir -p "$dir/tls"
    cp "$tls"/{ca,cert,key}.pem "$dir/tls/" || die "--tls needs ca.pem, cert.pem and key.pem in $tls"
    if ((EUID == 0)); then chown -R rabbitmq: "$dir/tls"; fi
    chmod 400 "$dir/tls/key.pem"
}

create() {
    mkdir -p "$dir"/{data,log,home}
    local plugins=() line
    free_port && amqp_port=$return_port
    free_port && dist_port=$return_port
    : "${name:=zeekamqp-$amqp_port}"
    if [[ $cluster ]]; then
        # shellcheck source=/dev/null
        . "$cluster/cluster.env"
        cp "$cluster/cookie" "$dir/home/.erlang.cookie"
    else
        free_port && epmd_port=$return_port
        make_cookie "$dir/home/.erlang.cookie"
    fi
    : >"$dir/rabbitmq-env.conf" # empty: keeps the one in /etc from being read
    printf '%s\n' "listeners.tcp.1 = 127.0.0.1:$amqp_port" 'disk_free_limit.absolute = 50MB' >"$dir/rabbitmq.conf"
    if [[ $management ]]; then
        free_port && management_port=$return_port
        printf '%s\n' 'management.tcp.ip = 127.0.0.1' "management.tcp.port = $management_port" >>"$dir/rabbitmq.conf"
        plugins+=(rabbitmq_management)
    fi
    if [[ $tls ]]; then
        free_port && tls_port=$return_port
        # A client certificate is looked at if there is one, and its common name is a user's name.
        printf '%s\n' "listeners.ssl.1 = 127.0.0.1:$tls_port" "ssl_options.cacertfile = $dir/tls/ca.pem" \
            "ssl_options.certfile = $dir/tls/cert.pem" "ssl_options.keyfile = $dir/tls/key.pem" \
            'ssl_options.verify = verify_peer' 'ssl_cert_login_from = common_name' \
            'auth_mechanisms.1 = PLAIN' 'auth_mechanisms.2 = AMQPLAIN' 'auth_mechanisms.3 = EXTERNAL' >>"$dir/rabbitmq.conf"
        plugins+=(rabbitmq_auth_mechanism_ssl)
    fi
    plugins+=("${more_plugins[@]}")
    for line in "${config[@]}"; do printf '%s\n' "$line" >>"$dir/rabbitmq.conf"; done
    (IFS=, && printf '[%s].\n' "${plugins[*]}") >"$dir/enabled_plugins"
    printf '%s\n' '#!/bin/sh' "exec '${BASH_SOURCE[1]//\'/\'\\\'\'}' ctl '${dir//\'/\'\\\'\'}' \"\$@\"" >"$dir/rabbitmqctl"
    chmod 755 "$dir" "$dir/rabbitmqctl"
    printf '%s=%q\n' node_name "$name@localhost" amqp_port "$amqp_port" dist_port "$dist_port" epmd_port "$epmd_port" \
        management_port "${management_port:-}" tls_port "${tls_port:-}" cores "$cores" cluster "$cluster" tls "$tls" >"$dir/node.env"
    # The folder itself stays ours, for it holds what we later run; the node owns only what it writes.
    if ((EUID == 0)); then chown -R rabbitmq: "$dir"/{data,log,home}; fi
}
