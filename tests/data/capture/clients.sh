# What the clients of the sample capture do; sourced by make-capture. Web and other services: web.sh, services.sh.
#
# A command that fails ends the script, so that no protocol drops out of the capture unseen; one that has to fail is prefixed by
# `fails`, one whose outcome does not matter by `tries`.

web=http://www.example.test
ssh_options=(-F none -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null -o LogLevel=ERROR -o BatchMode=yes -o IdentitiesOnly=yes)

fails() {
    ! "$@" >/dev/null 2>&1 || fail "was to fail: $*"
}

tries() {
    "$@" >/dev/null 2>&1 || true
}

# fetch HOST ARGUMENTS...: curl, whose result may be any status of HTTP.
fetch() {
    local host=$1
    shift
    on "$host" curl -sS --max-time 10 -o /dev/null "$@"
}

ask() { # ask HOST QUESTION...
    local host=$1
    shift
    on "$host" dig +time=1 +tries=1 @10.20.0.2 "$@" >/dev/null
}

dhcp() {
    local script=$scratch/lease
    printf '#!/bin/sh\nif [ "$1" = bound ]; then ip address add "$ip/24" dev eth0; ip route add default via 10.20.0.2; fi\n' >"$script"
    chmod +x "$script"
    on laptop udhcpc -i eth0 -f -n -q -t 5 -x hostname:laptop -V 'example-client 1.0' -s "$script" >/dev/null 2>&1
}

dns() {
    local type name number
    for type in A AAAA MX TXT SRV CAA NS SOA; do
        ask alice example.test "$type"
    done
    for name in www api files shell mail blog alias many missing xn--bcher-kva greeting; do
        for type in A AAAA; do
            ask bob "$name.example.test" "$type"
        done
    done
    ask carol greeting.example.test TXT
    ask carol _sip._udp.example.test SRV
    ask carol example.test NAPTR
    ask carol www.example.test ANY
    ask carol version.bind CH TXT
    for number in 10 11 21 22 25 99; do
        ask carol -x "203.0.113.$number"
    done
    ask carol -x 2001:db8:113::10
    ask laptop +tcp www.example.test
    ask laptop +dnssec +bufsize=1232 www.example.test
    ask laptop +norecurse +noedns www.example.test
    # The server knows of no other zone and refuses.
    ask laptop www.example.com
    # Names of bytes that are no host name: UTF-8, Latin-1, a quote and a dot inside a label.
    ask alice 'b\195\188cher.example.test'
    ask alice 'caf\233.example.test'
    ask alice 'say\"hi\".first\.last.example.test'
    on bob dig +time=1 +tries=1 @2001:db8:20::2 www.example.test AAAA >/dev/null
    # A name server that is not there: one port is closed, one address is silent.
    fails on bob dig +time=1 +tries=1 @203.0.113.10 www.example.test
    fails on bob dig +time=1 +tries=1 @203.0.113.99 www.example.test
}

nothing_there() {
    local port
    on alice ping -q -c 3 -i 0.2 203.0.113.10 >/dev/null
    on bob ping -q -c 3 -i 0.2 2001:db8:113::10 >/dev/null
    fails on bob ping -q -c 1 -W 1 203.0.113.99
    fails on bob ping -q -c 1 -W 1 203.0.113.98
    # Refused, unreachable, no answer.
    for port in 1 7 19 23 79 110 111 135 139 143 445 512 1433 3306 3389 5432 5900 8080 9200 27017; do
        fails on laptop nc -z -w 1 203.0.113.10 "$port"
    done
    fails on laptop nc -z -w 1 2001:db8:113::10 8080
    fails on laptop nc -z -w 2 203.0.113.98 80
    for port in 22 80 443; do
        fails on laptop nc -z -w 2 203.0.113.99 "$port"
    done
    for port in 7 69 161 1900 5353; do
        echo probe | tries on laptop nc -u -w 1 203.0.113.10 "$port"
    done
    # Opened and left without a word.
    on laptop nc -z 203.0.113.10 80
    on laptop nc -z 203.0.113.22 22
    # Half a request, still open when the capture ends.
    (printf 'GET /half HTTP/1.1\r\n' && sleep 60) | on bob nc 203.0.113.10 80 >/dev/null &
}

run_clients() {
    local part
    for part in dhcp dns http websocket tls ssh_ socks smtp ftp directory others nothing_there; do
        echo "make-capture: $part" >&2
        "$part"
    done
}
