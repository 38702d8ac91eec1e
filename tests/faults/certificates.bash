# Two authorities, and a certificate of each for this machine. To be sourced by kinds.
# shellcheck shell=bash

make_certificates() { # FOLDER: first.ca, first.pem, first.key, second.…
    local folder=$1 name
    mkdir -p "$folder"
    for name in first second; do
        openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj "/CN=authority $name" \
            -keyout "$folder/$name.ca.key" -out "$folder/$name.ca"
        openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -subj /CN=localhost \
            -keyout "$folder/$name.key" -out "$folder/$name.request"
        openssl x509 -req -in "$folder/$name.request" -CA "$folder/$name.ca" -CAkey "$folder/$name.ca.key" -CAcreateserial \
            -days 2 -extfile <(echo 'subjectAltName=DNS:localhost,IP:127.0.0.1') -out "$folder/$name.pem"
    done 2>"$folder/openssl.out" || die "openssl could not make certificates: $(tail -n 3 "$folder/openssl.out")"
    chmod 755 "$folder"
    chmod 644 "$folder"/*
}
