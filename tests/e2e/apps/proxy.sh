# Applications behind a proxy that ends https, with a certificate of an authority of its own. For each slip:
#
#   1. the application, started so, is looked at from outside: “usher verify --live” names the setting
#   2. after doing what it says, nothing is said any more, and a person signs in through the proxy
#
# An application says its slips in behind_proxy. What was seen becomes a table, tests/e2e/out/proxy.md.

HOST='Host $http_host'
PROTO='X-Forwarded-Proto $scheme'
table="$pictures/proxy.md"
proxy=

begin_proxy() {
    command -v nginx >/dev/null && command -v certutil >/dev/null || {
        echo "proxy: installing"
        apt-get update -q >/dev/null || true
        apt-get install -q -y --no-install-recommends nginx-light libnss3-tools >/dev/null
    }
    right="$work/right"
    cp "$file" "$right"
    certificate
    echo "$name: $(version); $(nginx -v 2>&1 | sed 's/.*: //')"
    proxy_sends "$HOST" "$PROTO"
    start_again
    cured 'nothing'
}

certificate() (
    cd "$work"
    openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj '/CN=Authority of the test' -keyout ca.key -out ca.pem
    openssl req -newkey rsa:2048 -nodes -subj /CN=localhost -keyout proxy.key -out proxy.csr
    openssl x509 -req -in proxy.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 2 -out proxy.pem \
        -extfile <(echo 'subjectAltName=DNS:localhost')
    mkdir -p home/.pki/nssdb
    certutil -d sql:home/.pki/nssdb -N --empty-password
    certutil -d sql:home/.pki/nssdb -A -n authority -t C,, -i ca.pem
) >"$work/certificate.log" 2>&1 || fail "the certificate" "$work/certificate.log"

# proxy_sends HEADER…: the proxy, started anew, with these headers for the application.
proxy_sends() {
    [ -z "$proxy" ] || finish "$proxy"
    headers="$(printf '%s, ' "$@")"
    mkdir -p "$work/nginx"
    cat >"$work/proxy.conf" <<CONF
daemon off;
user root;
pid $work/nginx/pid;
error_log $work/nginx/log;
events {}
http {
    access_log off;
    client_body_temp_path $work/nginx/body;
    proxy_temp_path $work/nginx/proxy;
    fastcgi_temp_path $work/nginx/fastcgi;
    uwsgi_temp_path $work/nginx/uwsgi;
    scgi_temp_path $work/nginx/scgi;
    proxy_buffer_size 32k;
    proxy_buffers 8 32k;
    server {
        listen 127.0.0.1:${site##*:} ssl;
        ssl_certificate $work/proxy.pem;
        ssl_certificate_key $work/proxy.key;
        location / {
            proxy_pass $inner;
$(printf '            proxy_set_header %s;\n' "$@")
        }
    }
}
CONF
    background "$work/proxy.log" nginx -e "$work/nginx/log" -c "$work/proxy.conf"
    proxy=$!
    providers+=($!)
    for _ in $(seq 100); do
        curl -s --cacert "$work/ca.pem" -o /dev/null "$site" && return
        kill -0 "$proxy" 2>/dev/null || fail "$name: the proxy" "$work/nginx/log"
        sleep 0.1
    done
}

start_again() {
    stop
    serve || fail "$name: start" "$log"
    started="$(cksum <"$file")"
}

# slip NAME SED [HEADER …]: the right file, changed like this, with a proxy that sends these headers.
slip() {
    slip="$1"
    sed -E "$2" "$right" >"$file"
    [ -z "$2" ] || ! cmp -s "$right" "$file" || fail "$name: nothing is changed by $2"
    shift 2
    proxy_sends "$@"
    [ "$started" = "$(cksum <"$file")" ] || start_again
}

# stale NAME SED: the application runs with what the file said before; the file is right.
stale() {
    slip "$1" "$2" "$HOST" "$PROTO"
    cp "$right" "$file"
}

# The address that people open is said: it does not come of a file that may have it wrong.
look() {
    usher verify "$app" --set "base_url=$site" --live --no-login --json --ca-file "$work/ca.pem" --client-secret-file "$work/secret" \
        >"$work/live.json" 2>"$work/live.log" || true
}

# named CHECK TEXT…: this check objects, and its cure says these texts.
named() {
    look
    said="$(python3 - "$work/live.json" "$@" <<'NAMED'
import json, sys

path, wanted, *texts = sys.argv[1:]
checks = json.load(open(path))["results"][0]["checks"]
one = next(one for one in checks if one["id"] == wanted)
fix = one.get("fix", {})
told = f"{fix.get('where', '')} {fix.get('do', '')}"
if one["status"] == "not_reached":
    one = next(one for one in checks if one["id"] == "live.start")
    print("live.start:", one.get("seen"), one.get("cause"))
print(f"{wanted} {one['status']}: {fix.get('where', '')} — {fix.get('do', '')}")
sys.exit(one["status"] not in ("fail", "warn") or any(text not in told for text in texts))
NAMED
    )" || fail "$name: $slip: $said" "$work/live.log"
    echo "$name: $slip"
    echo "    Usher: $said"
}

# cured WHAT [SED [HEADER …]]: after WHAT, nothing is said any more and the person comes in.
cured() {
    local what="$1"
    sed -E "${2:-}" "$right" >"$file"
    shift $(($# > 1 ? 2 : 1))
    [ $# -gt 0 ] || set -- "$HOST" "$PROTO"
    [ "$headers" = "$(printf '%s, ' "$@")" ] || proxy_sends "$@"
    # What was read once is read again by a new start alone.
    [ "$what" = nothing ] || [ "$what" = 'the proxy’s headers' ] || start_again
    look
    python3 - "$work/live.json" <<'RIGHT' || fail "$name: ${slip:-right}: still not right" "$log"
import json, sys

checks = json.load(open(sys.argv[1]))["results"][0]["checks"]
live = {one["id"]: one["status"] for one in checks if one["id"].startswith("live.")}
print("    seen from outside:", " ".join(f"{name.removeprefix('live.')}={status}" for name, status in live.items()))
bad = [one for one in checks if live.get(one["id"], "pass") not in ("pass", "not_applicable")]
for one in bad:
    print("   ", one["id"], one.get("seen"), one.get("cause"))
sys.exit(bool(bad))
RIGHT
    signs_in | sed 's/^/    then: /' || fail "$name: ${slip:-right}: login through the proxy" "$log"
    echo "| $name | ${slip:-right from the start} | ${said:-all pass} | $what | signs in |" >>"$table"
}

