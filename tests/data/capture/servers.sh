# The servers of the sample capture; sourced by make-capture. Configuration is in capture/etc.
#
# The last number of a server's address, 203.0.113.N and 2001:db8:113::N:
#   10 www        HTTP, HTTPS with TLS 1.2 and 1.3
#   11 api        HTTPS with TLS 1.2 alone, HTTP of another make on 8000, WebSocket on 8765
#   12 partner    TLS that wants the client's certificate, on 4433
#   21 files      FTP
#   22 shell      SSH, SOCKS on 1080
#   25 mail       SMTP on 25, with STARTTLS on 587
#   38 directory  LDAP, Kerberos
#   60 phone      SIP
#   61 cache      Redis
#   62 switch-1   SNMP
#   63 irc        IRC
#   64 logs       syslog

etc=$here/capture/etc
pki=$scratch/pki

make_certificate() { # make_certificate NAME SUBJECT EXTENSIONS KEY-ALGORITHM...
    local name=$1 subject=$2 extensions=$3
    shift 3
    openssl genpkey -out "$pki/$name.key" -algorithm "$@" 2>/dev/null
    openssl req -new -utf8 -key "$pki/$name.key" -subj "$subject" -out "$pki/$name.csr"
    openssl x509 -req -in "$pki/$name.csr" -CA "$pki/ca.crt" -CAkey "$pki/ca.key" -CAcreateserial -days 365 \
        -extfile <(printf '%b' "$extensions") -out "$pki/$name.only.crt" 2>/dev/null
    cat "$pki/$name.only.crt" "$pki/ca.crt" >"$pki/$name.crt"
}

make_certificates() {
    mkdir "$pki"
    openssl req -x509 -utf8 -newkey rsa:2048 -noenc -keyout "$pki/ca.key" -out "$pki/ca.crt" -days 3650 \
        -subj '/C=DE/O=Beispiel GmbH/CN=Example Root CA' 2>/dev/null
    make_certificate www '/C=DE/L=Köln/O=Bäckerei Müller/CN=www.example.test' \
        'subjectAltName=DNS:www.example.test,DNS:xn--bcher-kva.example.test,IP:203.0.113.10,IP:2001:db8:113::10,email:web@example.test\n' \
        EC -pkeyopt ec_paramgen_curve:P-256
    make_certificate api '/O=Example, Inc./OU=APIs "and" more\\, mostly/CN=api.example.test' \
        'subjectAltName=DNS:api.example.test\nbasicConstraints=CA:FALSE\nkeyUsage=digitalSignature,keyEncipherment\n' \
        RSA -pkeyopt rsa_keygen_bits:2048
    make_certificate alice '/O=Example/CN=Alice' 'extendedKeyUsage=clientAuth\n' ED25519
    # Signed by nobody known: clients refuse it.
    openssl req -x509 -newkey rsa:2048 -noenc -keyout "$pki/self.key" -out "$pki/self.crt" -days 1 -subj '/CN=localhost' 2>/dev/null
}

make_documents() {
    local www=$scratch/www
    mkdir -p "$www/bücher/日本" "$www/dav" "$scratch/ftp" "$scratch/plain"
    echo '<!DOCTYPE html><html><head><title>Beispiel</title></head><body><h1>Grüß Gott</h1></body></html>' >"$www/index.html"
    echo 'Umlaute in a path.' >"$www/bücher/日本/seite 1.txt"
    /usr/bin/python3 "$here/capture/documents.py" "$www"
    printf 'alice:%s\n' "$(openssl passwd -apr1 alice-password)" >"$scratch/htpasswd"
    echo 'Readme of the file server.' >"$scratch/ftp/README.txt"
    cp "$www/logo.png" "$scratch/ftp/Müller & Söhne.png"
    echo 'ok' >"$scratch/plain/status.txt"
    chown -R 33:33 "$www/dav"
    chown -R 1000:1000 "$scratch/ftp"
    chmod 755 "$scratch"
}

make_keys() {
    mkdir "$scratch/ssh"
    local name
    for name in host_ed25519 alice stranger; do
        ssh-keygen -q -t ed25519 -N '' -C "$name@example.test" -f "$scratch/ssh/$name"
    done
    ssh-keygen -q -t rsa -b 2048 -N '' -C rsa@example.test -f "$scratch/ssh/host_rsa"
    cp "$scratch/ssh/alice.pub" "$scratch/ssh/authorized"
}

make_directory() {
    mkdir -p "$scratch/ldap" "$scratch/kdc"
    slapadd -f "$etc/slapd.conf" -l "$etc/people.ldif"
    export KRB5_CONFIG=$etc/krb5.conf KRB5_KDC_PROFILE=$etc/krb5.conf
    kdb5_util -r EXAMPLE.TEST create -s -P master-password >/dev/null
    kadmin.local -q 'addprinc -pw alice-password alice' >/dev/null
    kadmin.local -q 'addprinc -randkey host/shell.example.test' >/dev/null
}

# serve NAME COMMAND...: starts a server under its name; its output is shown only if it does not come up.
serve() {
    local name=$1
    as "$@" </dev/null >>"$scratch/$name.out" 2>&1 &
}

# Waits inside the servers' own network, where tcpdump does not see it.
await() { # await NAME ADDRESS PORT
    local tries
    for tries in {1..100}; do
        ! as "$1" nc -z -w 1 "$2" "$3" 2>/dev/null || return 0
        sleep 0.1
    done
    cat "$scratch/$1.out" >&2
    fail "$1 does not listen on $2:$3"
}

start_servers() {
    make_certificates
    make_documents
    make_keys
    make_directory

    serve ns1 dnsmasq -C "$etc/dnsmasq.conf"
    await ns1 10.20.0.2 53
    serve www nginx -c "$etc/nginx.conf"
    await www 203.0.113.10 443
    serve api /usr/bin/python3 -m http.server --bind 203.0.113.11 --directory "$scratch/plain" 8000
    await api 203.0.113.11 8000
    serve api /usr/bin/python3 "$here/capture/websocket_echo.py" 203.0.113.11 8765
    await api 203.0.113.11 8765
    serve partner openssl s_server -accept 203.0.113.12:4433 -cert "$pki/api.crt" -key "$pki/api.key" -CAfile "$pki/ca.crt" -Verify 1 -quiet
    await partner 203.0.113.12 4433
    serve partner openssl s_server -accept 203.0.113.12:4434 -cert "$pki/self.crt" -key "$pki/self.key" -www
    await partner 203.0.113.12 4434
    local address
    for address in 203.0.113.21 2001:db8:113::21; do
        serve files /usr/bin/python3 -m pyftpdlib -i "$address" -p 21 -r 50000-50050 -w -d "$scratch/ftp" -u alice -P alice-password
        await files "$address" 21
    done
    serve shell /usr/sbin/sshd -D -e -f "$etc/sshd_config"
    await shell 203.0.113.22 22
    # The proxy's own connection stays within the servers' network.
    serve shell ssh "${ssh_options[@]}" -i "$scratch/ssh/alice" -N -D 203.0.113.22:1080 alice@203.0.113.22
    await shell 203.0.113.22 1080
    for address in 203.0.113.25 2001:db8:113::25; do
        serve mail /usr/bin/python3 -m aiosmtpd -n -u -s 10000 -c aiosmtpd.handlers.Sink -l "$address:25"
        await mail "$address" 25
    done
    serve mail /usr/bin/python3 -m aiosmtpd -n -c aiosmtpd.handlers.Sink --tlscert "$pki/www.crt" --tlskey "$pki/www.key" \
        --no-requiretls -l 203.0.113.25:587
    await mail 203.0.113.25 587
    serve directory slapd -d 0 -h ldap://203.0.113.38 -f "$etc/slapd.conf"
    await directory 203.0.113.38 389
    serve directory krb5kdc -n -r EXAMPLE.TEST
    await directory 203.0.113.38 88
    serve phone sipp -sn uas -i 203.0.113.60 -p 5060 -nostdin -m 5
    serve cache redis-server --bind 203.0.113.61 --port 6379 --requirepass cache-password --save '' --dir "$scratch"
    await cache 203.0.113.61 6379
    mkdir -p "$scratch/snmp"
    export SNMP_PERSISTENT_DIR=$scratch/snmp MIBS='' # for snmpd and its clients
    serve switch-1 snmpd -f -Lo -C -c "$etc/snmpd.conf" -p "$scratch/snmpd.pid"
    mkdir -p "$scratch/irc"
    serve irc ngircd -n -f "$etc/ngircd.conf"
    await irc 203.0.113.63 6667
    serve logs nc -klu 203.0.113.64 514
}
