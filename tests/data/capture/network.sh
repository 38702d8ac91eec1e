# The network of the sample capture; sourced by make-capture.
#
#   alice   10.20.0.11  2001:db8:20::11 ┐
#   bob     10.20.0.12  2001:db8:20::12 ├─ switch ─ eth0 of "servers": 10.20.0.2, 2001:db8:20::2 (router, name server)
#   carol   10.20.0.13  2001:db8:20::13 │                              203.0.113.N, 2001:db8:113::N (see capture/servers.sh)
#   laptop  by DHCP                     ┘
#
# All addresses are those reserved for documentation and private use; tcpdump listens on eth0 of "servers".

clients=(alice bob carol laptop)
server_numbers=(10 11 12 21 22 25 38 60 61 62 63 64)

# on HOST COMMAND...: runs a command as that host, in its network and under its name.
on() {
    inside "$1" "$@"
}

# as NAME COMMAND...: the same for one of the servers, which share a network but not a name.
as() {
    inside servers "$@"
}

inside() { # inside NETWORK NAME COMMAND...
    local network=$1 name=$2
    shift 2
    nsenter --net="/run/netns/$network" unshare --uts sh -c 'hostname "$0" && exec "$@"' "$name.example.test" "$@"
}

# Programs look names, accounts and resolvers up in /etc: give them invented ones.
replace_identity() {
    hostname sample.example.test
    local file target
    for file in passwd group shadow hosts resolv.conf nsswitch.conf; do
        target=$(realpath -m "/etc/$file")
        # resolv.conf may point into the /run that the private one hides.
        [[ -e $target ]] || { mkdir -p "$(dirname "$target")" && touch "$target"; }
        mount --bind "$here/capture/etc/$file" "$target"
    done
    mkdir -p /run/sshd "$scratch/alice"
    chown 1000:1000 "$scratch/alice"
}

build_network() {
    local host number=10
    for host in servers switch "${clients[@]}"; do
        ip netns add "$host"
        ip -n "$host" link set lo up
    done
    ip -n switch link add bridge type bridge
    ip -n switch link set bridge up

    for host in servers "${clients[@]}"; do
        number=$((number + 1))
        ip -n switch link add "port-$host" type veth peer name eth0 netns "$host"
        # Made-up hardware addresses: they get into DHCP and into link-local IPv6 addresses.
        ip -n "$host" link set eth0 address "02:00:00:00:00:$number"
        # A veth leaves checksums and segmentation to hardware that does not exist: the capture would hold wrong
        # checksums, which Zeek discards, and segments larger than any Ethernet frame.
        on "$host" ethtool -K eth0 tx off rx off sg off tso off gso off gro off >/dev/null
        on switch ethtool -K "port-$host" tx off rx off sg off tso off gso off gro off >/dev/null
        # Without this an IPv6 address is unusable for the second that its check for duplicates takes.
        on "$host" sysctl -qw net.ipv6.conf.eth0.accept_dad=0
        ip -n switch link set "port-$host" master bridge up
        ip -n "$host" link set eth0 up
    done

    for number in 11 12 13; do
        host=${clients[number - 11]}
        ip -n "$host" address add "10.20.0.$number/24" dev eth0
        ip -n "$host" address add "2001:db8:20::$number/64" dev eth0 nodad
        ip -n "$host" route add default via 10.20.0.2
        ip -n "$host" route add default via 2001:db8:20::2
    done

    on servers sysctl -qw net.ipv4.ip_forward=1
    ip -n servers address add 10.20.0.2/24 dev eth0
    ip -n servers address add 2001:db8:20::2/64 dev eth0 nodad
    for number in "${server_numbers[@]}"; do
        ip -n servers address add "203.0.113.$number/32" dev eth0
        ip -n servers address add "2001:db8:113::$number/128" dev eth0 nodad
    done
    # One host that never answers and one that the router says cannot be reached.
    ip -n servers route add blackhole 203.0.113.99
    ip -n servers route add unreachable 203.0.113.98

    # A tunnel between alice and the servers: Zeek logs what is inside as connections with a parent.
    ip -n alice link add vx0 type vxlan id 42 local 10.20.0.11 remote 10.20.0.2 dstport 4789
    ip -n servers link add vx0 type vxlan id 42 local 10.20.0.2 remote 10.20.0.11 dstport 4789
    ip -n alice address add 192.168.50.11/24 dev vx0
    ip -n servers address add 192.168.50.2/24 dev vx0
    for host in alice servers; do
        on "$host" sysctl -qw net.ipv6.conf.vx0.disable_ipv6=1
        on "$host" ethtool -K vx0 tx off rx off sg off tso off gso off gro off >/dev/null
        ip -n "$host" link set vx0 up
    done
}
