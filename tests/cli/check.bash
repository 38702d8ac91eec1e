# For the tests of zeek-amqp check: sourced after lib.bash.
# shellcheck shell=bash disable=SC2154

# Fails unless $work/out has a step of this name with this mark, and a text that matches.
expect_step() { # MARK NAME PATTERN
    expect_line out "^$1 +$2 +.*($3)"
}
# Fails unless a step's second line says what to do.
expect_advice() { # NAME PATTERN
    grep -A1 -E "^[A-Za-z]+ +$1 " "$work/out" >"$work/advice" || fail "there is no step $1"
    expect_line "$work/advice" "→ .*($2)"
}
# A node of this test's own: node NAME OPTION... sets node, and amqp_port, tls_port, management_port.
start_node() { # OPTION...
    node=$(mktemp -d "/tmp/zeekamqp-check.XXXXXX")
    chmod 755 "$node"
    at_end "'$tools/rabbitmq-node' remove '$node'; rm -rf '$node'"
    "$tools/rabbitmq-node" start "$node" --owner $$ "$@" >&2 || fail 'the node did not start'
    # shellcheck source=/dev/null
    . "$node/node.env"
}
node_ctl() { "$tools/rabbitmq-node" ctl "$node" -q "$@"; }

make_authority() { # FOLDER
    mkdir -p "$1"
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 30 -subj '/CN=check authority' \
        -keyout "$1/ca.key" -out "$1/ca.pem" 2>/dev/null
}
# Issues cert.pem and key.pem in FOLDER by its authority.
make_certificate() { # FOLDER HOST NOT_BEFORE NOT_AFTER: days from now
    local day='+%Y%m%d%H%M%SZ'
    openssl req -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -subj "/CN=$2" -keyout "$1/key.pem" -out "$1/request.pem" 2>/dev/null
    # x509 knows no beginning of its own before OpenSSL 3.4; ca does.
    : >"$1/index"
    printf '%s\n' '[ca]' 'default_ca=here' '[here]' "database=$1/index" "new_certs_dir=$1" 'rand_serial=yes' 'default_md=sha256' \
        'policy=any' '[any]' 'commonName=supplied' '[names]' "subjectAltName=DNS:$2" >"$1/ca.conf"
    openssl ca -batch -config "$1/ca.conf" -cert "$1/ca.pem" -keyfile "$1/ca.key" -in "$1/request.pem" -out "$1/cert.pem" -notext \
        -extensions names -startdate "$(date -u -d "$3 days" "$day")" -enddate "$(date -u -d "$4 days" "$day")" 2>"$1/openssl.out" ||
        fail "openssl could not make a certificate: $(tail -n 3 "$1/openssl.out")"
    chmod 755 "$1"
    chmod 644 "$1"/*.pem
}
