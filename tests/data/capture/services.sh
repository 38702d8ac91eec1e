# The clients of the sample capture, of other servers than those of the web; sourced by make-capture. What is used here is in clients.sh.

ssh_() {
    local key=$scratch/ssh
    on alice ssh "${ssh_options[@]}" -i "$key/alice" alice@shell.example.test 'echo hello; seq 1 200' >/dev/null
    on alice ssh "${ssh_options[@]}" -i "$key/alice" -o HostKeyAlgorithms=rsa-sha2-512 -c aes256-ctr -m hmac-sha2-256 \
        alice@2001:db8:113::22 true
    fails on bob ssh "${ssh_options[@]}" -i "$key/stranger" alice@shell.example.test true
    fails on bob ssh "${ssh_options[@]}" -i "$key/stranger" root@shell.example.test true
    on bob scp -q "${ssh_options[@]}" -i "$key/alice" "$scratch/www/data.json" alice@shell.example.test:upload.json
    on carol ssh-keyscan -t ed25519 203.0.113.22 >/dev/null 2>&1
}

letter() { # letter HOST ARGUMENTS...: sends a mail.
    local host=$1
    shift
    on "$host" swaks --server 203.0.113.25 --silent 3 --helo "$host.example.test" --hide-all "$@"
}

smtp() {
    letter alice --from alice@example.test --to bob@example.test --header 'Subject: Lunch?' --body 'At noon?'
    letter alice --from alice@example.test --to bob@example.test,carol@example.test --header 'Cc: dave@example.test' \
        --header 'Subject: =?UTF-8?B?R3LDvMOfZSBhdXMgS8O2bG4=?=' --body 'Encoded subject' --attach "@$scratch/www/logo.png"
    # Not encoded, as UTF-8 and as Latin-1.
    letter alice --from alice@example.test --to bob@example.test --header 'Subject: Grüße aus Köln 🐘' \
        --header 'From: "Álvaro \"Al\" Example" <alice@example.test>' --body 'Plain UTF-8'
    letter bob --from bob@example.test --to alice@example.test --header $'Subject: Gr\xfc\xdfe, Latin-1' \
        --header $'X-Mailer: M\xfcller Mail\x01' --body 'Latin-1'
    letter bob --from bob@example.test --to alice@example.test --header 'Received: from old.example.test ([198.51.100.9]) by relay' \
        --header 'X-Originating-IP: [198.51.100.10]' --header 'In-Reply-To: <1@example.test>' --body 'Relayed'
    letter carol --from '<>' --to postmaster@example.test --header 'Subject: bounce' --body 'bounce'
    letter carol --server 203.0.113.25 --port 587 --tls --from carol@example.test --to alice@example.test --body 'secret'
    letter carol --server 2001:db8:113::25 --from carol@example.test --to alice@example.test --body 'over IPv6'
    tries letter carol --from carol@example.test --to 'not an address' --body 'odd'
    head -c 12000 /dev/zero | tr '\0' x | fold -w 70 >"$scratch/long"
    fails letter carol --from carol@example.test --to alice@example.test --body "@$scratch/long"
}

ftp() {
    local login=(-u alice:alice-password) server=ftp://203.0.113.21
    fetch alice "${login[@]}" "$server/"
    fetch alice "${login[@]}" "$server/README.txt"
    fetch alice "${login[@]}" "$server/M%C3%BCller%20&%20S%C3%B6hne.png"
    fetch alice "${login[@]}" --disable-epsv "$server/README.txt"
    fetch alice "${login[@]}" --ftp-port - "$server/README.txt"
    fetch bob "${login[@]}" -T "$scratch/www/report.pdf" "$server/report.pdf"
    fetch bob "${login[@]}" -Q '-DELE report.pdf' "$server/"
    fetch bob "${login[@]}" 'ftp://[2001:db8:113::21]/README.txt'
    fails fetch bob "${login[@]}" "$server/missing.txt"
    fails fetch bob -u 'alice:wrong' "$server/"
    fails fetch bob "$server/"
}

directory() {
    local server=ldap://203.0.113.38 admin='cn=admin,dc=example,dc=test' base='dc=example,dc=test'
    on alice ldapsearch -x -LLL -H "$server" -b "$base" '(objectClass=*)' >/dev/null
    on alice ldapsearch -x -LLL -H "$server" -b "$base" '(cn=Björn*)' cn mail >/dev/null
    on alice ldapsearch -x -LLL -H "$server" -D "$admin" -w admin-password -b "$base" '(&(uid=alice)(!(sn=x)))' dn >/dev/null
    fails on alice ldapsearch -x -H "$server" -D "$admin" -w wrong -b "$base"
    fails on alice ldapsearch -x -H "$server" -b 'dc=elsewhere,dc=test'
    on alice ldapmodify -x -H "$server" -D "$admin" -w admin-password >/dev/null <<END
dn: uid=alice,$base
changetype: modify
replace: description
description: geändert
END
    on alice env LDAPTLS_CACERT="$pki/ca.crt" LDAPTLS_REQCERT=allow ldapsearch -ZZ -x -H "$server" -b "$base" uid=alice dn >/dev/null

    export KRB5CCNAME=FILE:$scratch/ticket
    on bob kinit alice <<<alice-password >/dev/null
    on bob kvno host/shell.example.test >/dev/null
    fails on bob kvno host/missing.example.test
    fails on bob kinit alice <<<wrong
    fails on bob kinit nobody <<<wrong
}

others() {
    local server=203.0.113.62 number command

    on carol snmpwalk -v1 -c public "$server" 1.3.6.1.2.1.1 >/dev/null
    on carol snmpbulkwalk -v2c -c public "$server" 1.3.6.1.2.1.1 >/dev/null
    on carol snmpget -v2c -c public "$server" 1.3.6.1.2.1.1.4.0 1.3.6.1.2.1.1.6.0 >/dev/null
    fails on carol snmpget -v2c -c 'fälsch' -r 0 -t 1 "$server" 1.3.6.1.2.1.1.5.0
    on carol snmpget -v3 -l authPriv -u operator -a SHA -A operator-password -x AES -X operator-secret "$server" \
        1.3.6.1.2.1.1.5.0 >/dev/null

    local redis=(on bob redis-cli -h 203.0.113.61)
    tries "${redis[@]}" get a
    for command in 'set name Müller' 'get name' 'get missing' 'incr counter' 'rpush list a b c' 'lrange list 0 -1' 'bogus x'; do
        # shellcheck disable=SC2086
        "${redis[@]}" --no-auth-warning -a cache-password $command >/dev/null
    done
    "${redis[@]}" --no-auth-warning -a cache-password set bytes $'\xff\xfe "q" \\' >/dev/null

    for command in 'started' 'Grüße: 3 Köche' $'bytes: \xff\x01'; do
        on laptop logger --server 203.0.113.64 --port 514 --udp --rfc3164 -t app -p local3.warning "$command"
    done
    on laptop logger --server 203.0.113.64 --port 514 --udp --rfc5424=notq -t app -p daemon.err 'newer format'

    on carol sipp -sn uac 203.0.113.60:5060 -i 10.20.0.13 -m 3 -r 3 -d 100 -nostdin >/dev/null 2>&1

    printf '%s\r\n' 'NICK alice' 'USER alice 0 * :Alice Example' | (cat && sleep 1 && printf '%s\r\n' 'JOIN #bücher' \
        'PRIVMSG #bücher :Grüße an alle' 'NICK alicia' 'PART #bücher' 'QUIT :bye' && sleep 1) |
        tries on alice nc -q 1 203.0.113.63 6667

    # Through the tunnel.
    on alice ping -q -c 2 -i 0.2 192.168.50.2 >/dev/null
    for number in 1 2 3; do
        fetch alice "http://192.168.50.2/inside-the-tunnel/$number"
    done
}
