# The clients of the sample capture, on the web; sourced by make-capture. What is used here is in clients.sh.

http() {
    local status path number
    fetch alice "$web/" -e 'http://search.example.test/?q=bakery'
    fetch alice -I "$web/"
    fetch alice -L "$web/old"
    fetch alice -L "$web/elsewhere"
    for path in missing forbidden empty gone teapot broken upstream busy; do
        fetch bob "$web/$path"
    done
    fetch bob "$web/private"
    fetch bob -u alice:wrong-password "$web/private"
    fetch bob -u alice:alice-password "$web/private"
    fetch bob -X OPTIONS "$web/"
    fetch bob -X PROPFIND "$web/dav/"
    fetch bob -X MKCOL "$web/dav/new/"
    fetch bob -T "$scratch/www/logo.png" "$web/dav/new/logo.png"
    fetch bob -X DELETE "$web/dav/new/logo.png"
    fetch bob -T "$scratch/www/data.json" "http://[2001:db8:113::10]/dav/data.json"
    fetch carol -d 'name=Müller&city=K%C3%B6ln' "$web/form"
    fetch carol -H 'Content-Type: application/json' -d '{"emoji": "🐘", "text": "a\nb"}' "$web/form"
    fetch carol -F 'file=@'"$scratch/www/logo.png;filename=Foto vom März.png" "$web/form"
    # Percent-encoded, and the same bytes as they are.
    fetch carol "$web/b%C3%BCcher/%E6%97%A5%E6%9C%AC/seite%201.txt?q=gr%C3%BC%C3%9Fe&x=%00%ff"
    fetch carol "$web/bücher/日本/?q=grüße"
    fetch carol "$web/caf"$'\xe9'"?latin1="$'\xfc\xdf'
    fetch carol "$web/quotes?a=\"b\"&c='d'&e=\\f"
    # User agents: UTF-8; Latin-1; UTF-8 that breaks off; bytes that are never UTF-8; a surrogate, and a code point of the
    # private-use area, which Zeek takes for invalid; a tab and control characters.
    fetch alice -A 'Grüße/1.0 (日本語; 🐘)' "$web/agent/utf-8"
    fetch alice -A $'Gr\xfc\xdfe/1.0 (Latin-1)' "$web/agent/latin-1"
    fetch alice -A $'broken \xe6\x97' "$web/agent/cut-off"
    fetch alice -A $'\xff\xfe\x80 ok' "$web/agent/never-utf-8"
    fetch alice -A $'surrogate \xed\xa0\x80, private \xee\x80\x80' "$web/agent/surrogate"
    fetch alice -A $'tab\there \x01\x1b[31m \x7f' "$web/agent/control"
    fetch alice -A '"quoted" \back\slash\ </script> C:\x41' "$web/agent/quotes"
    fetch alice -A $'mixed: ü then \xff' -e $'http://\xc3\xbc.example.test/\xc0\xaf' "$web/agent/mixed"
    fetch alice -H 'X-Forwarded-For: 198.51.100.7, 198.51.100.8' -H 'Via: 1.1 proxy.example.test' -H 'Cookie: id=1' "$web/proxied"
    fetch bob -H 'Host: bücher.example.test' "$web/"
    fetch bob -H $'Host: \xff.example.test' "$web/"

    for path in logo.png data.json archive.zip backup.gz report.pdf large.bin; do
        fetch laptop "$web/$path"
    done
    fetch laptop --compressed "$web/data.json"
    fetch laptop -r 1000-1999 "$web/large.bin"
    fetch laptop -H 'If-Modified-Since: Fri, 01 Jan 2100 00:00:00 GMT' "$web/logo.png"
    # Several requests on one connection, one after the other and all at once.
    on laptop curl -sS -o /dev/null "$web/page?n=[1-8]"
    printf 'GET /pipelined?n=%d HTTP/1.1\r\nHost: www.example.test\r\n\r\n' 1 2 3 4 | tries on laptop nc -q 1 203.0.113.10 80
    printf 'GET / HTTP/1.0\r\n\r\n' | tries on laptop nc -q 1 203.0.113.10 80
    printf 'B\xffGUS /\x01 HTTP/9.9\r\n\r\n' | tries on laptop nc -q 1 203.0.113.10 80
    printf 'not\0even\0close\r\n\r\n' | tries on laptop nc -q 1 203.0.113.11 8000
    fetch alice "http://api.example.test:8000/status.txt"
    fetch alice "http://api.example.test:8000/"
    fetch alice -d x=1 "http://api.example.test:8000/"

    # Numbers: a day's plain traffic, spread over the clients.
    for number in {1..30}; do
        fetch "${clients[number % 4]}" -A "poller/$((number % 3)).0" "$web/status/$number?token=$((number * 7919))"
    done
    for number in {1..6}; do
        fetch "${clients[number % 3]}" -6 "$web/six/$number"
    done
}

websocket() {
    # The exchange ends with the input; the client prints what it gets.
    (printf 'hello\nGrüße\n' && sleep 1) | on carol /usr/bin/python3 -m websockets ws://203.0.113.11:8765/chat >/dev/null
}

tls() {
    local secure=https://www.example.test ca=(--cacert "$pki/ca.crt")
    fetch alice "${ca[@]}" --tlsv1.3 "$secure/"
    fetch alice "${ca[@]}" --tls-max 1.2 "$secure/"
    fetch alice "${ca[@]}" --http1.1 "$secure/data.json"
    fetch bob "${ca[@]}" -6 "$secure/"
    fetch bob "${ca[@]}" https://api.example.test/
    fetch bob "${ca[@]}" https://203.0.113.10/
    fetch bob "${ca[@]}" --connect-to xn--bcher-kva.example.test:443:203.0.113.10:443 https://xn--bcher-kva.example.test/
    fetch carol "${ca[@]}" --cert "$pki/alice.crt" --key "$pki/alice.key" --connect-to api.example.test:443:203.0.113.12:4433 \
        --max-time 1 https://api.example.test/ 2>/dev/null || true
    # Refused by the client, by the server, and by both for want of a common version or cipher.
    fails fetch carol "$secure/"
    fails fetch carol "${ca[@]}" https://203.0.113.12:4434/
    fetch carol -k https://203.0.113.12:4434/
    fails fetch carol "${ca[@]}" --tlsv1.3 https://api.example.test/
    fails on carol openssl s_client -connect 203.0.113.11:443 -tls1_2 -cipher ECDHE-RSA-CHACHA20-POLY1305 </dev/null
    fails on carol openssl s_client -connect 203.0.113.10:443 -tls1_1 -cipher 'ALL:@SECLEVEL=0' </dev/null
    fails on carol openssl s_client -connect 203.0.113.10:80 </dev/null
    # Resumed sessions, TLS 1.2 and 1.3.
    local version
    for version in tls1_2 tls1_3; do
        (sleep 0.5) | tries on laptop openssl s_client -connect 203.0.113.10:443 -servername www.example.test "-$version" \
            -sess_out "$scratch/session"
        (sleep 0.5) | tries on laptop openssl s_client -connect 203.0.113.10:443 -servername www.example.test "-$version" \
            -sess_in "$scratch/session"
    done
    local number
    for number in {1..5}; do
        fetch "${clients[number % 4]}" "${ca[@]}" "$secure/poll/$number"
    done
}

socks() {
    fetch carol --socks5-hostname 203.0.113.22:1080 http://203.0.113.10/through-a-proxy
    fetch carol --socks4 203.0.113.22:1080 http://203.0.113.10/through-an-older-proxy
}
