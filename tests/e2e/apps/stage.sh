# What the runs with real applications share. An application's file says:
#
#   name              its name here
#   at ADDRESS        where it listens: inner; where people open it: site, the same unless a proxy stands before it
#   app, file         its guide, and the file that Usher writes
#   with=( … )        what Usher must be told besides the file
#   start, after=( … ), click
#                     the address that a person opens, those that they open after the login, and the button between
#   named             what its page says to a person who is signed in
#   install, version, configure, serve
#                     functions; serve empties what earlier runs left behind, starts it with the file, and fails where
#                     it does not come up; log is its log
#   full              prints the file that people have before Usher writes into it; nothing where an application has none
#   more              what else the right file must do
#   faults            the faulty files: faulty.sh
#   behind_proxy      what goes wrong behind a proxy: proxy.sh

root="$(cd "$here/../../.." && pwd)"
kept="$root/target/e2e-apps"
pictures="$here/../out"
program="${USHER_BIN:-$root/target/debug/usher}"
mkdir -p "$kept" "$pictures"
export DEBIAN_FRONTEND=noninteractive

CLIENT=0oapracticeapps00001
with=()
after=()
click=
providers=()
serving=()
looks=(--no-login)

at() {
    inner="$1" site="$1"
    [ "$how" != proxy ] || site="https://localhost:$(sed 's/.*://; s/.$/9/' <<<"$1")"
}

more() { :; }
full() { :; }

# Nothing of this person's settings reaches Usher or an application.
usher() { HOME="$work/home" "$program" "$@"; }

fail() {
    echo "FAILED: $1" >&2
    [ -z "${2:-}" ] || tail -n 30 "$2" >&2
    exit 1
}

# background LOG COMMAND…: until it is ended; its process ID is then in $!.
background() {
    local log="$1"
    shift
    : >"$log"
    HOME="$work/home" timeout 1800 "$@" >>"$log" 2>&1 </dev/null &
}

# answers URL PID: waits until something listens there; fails where the process ends before.
answers() {
    for _ in $(seq 240); do
        curl -s -o /dev/null "$1" && return
        kill -0 "$2" 2>/dev/null || return 1
        sleep 0.5
    done
    return 1
}

# starts URL COMMAND…: the application, until stop.
starts() {
    local url="$1"
    shift
    background "$log" "$@"
    serving+=($!)
    answers "$url" $!
}

# variables: those of the file as docker run --env-file has them, which takes each line as it is.
variables() {
    local line
    variables=()
    while IFS= read -r line; do [[ -z $line || $line == '#'* ]] || variables+=("$line"); done <"$file"
}

finish() {
    for one in "$@"; do kill "$one" 2>/dev/null || true; done
    for one in "$@"; do wait "$one" 2>/dev/null || true; done
}
stop() { finish "${serving[@]}"; serving=(); }
end() { finish "${providers[@]}"; providers=(); }

# practice PORT REDIRECT_URI [FLAG …]: an Okta that knows the application and Usher's test.
practice() {
    local port="$1" redirect="$2"
    shift 2
    issuer="http://localhost:$port"
    background "$work/practice.log" "$program" practice --plain --port "$port" --client-id "$CLIENT" \
        --client-secret-file "$work/secret" --redirect-uri "$redirect" --redirect-uri http://localhost:8749/callback "$@"
    providers+=($!)
    answers "$issuer/.well-known/openid-configuration" $! || fail "$name: the practice Okta" "$work/practice.log"
}

browser=(--browser "node $here/../browser.mjs")

# write FORMAT [FLAG …]: proves the connection by a login and writes the file.
write() {
    local format="$1"
    shift
    if [ "$how" = over ]; then
        full >"$file"
        cp "$file" "$work/before"
        chmod 600 "$file"
    fi
    usher setup "$app" --issuer "$issuer" --client-id "$CLIENT" --client-secret-file "$work/secret" --as "$format" \
        --to "$file" --yes "${browser[@]}" "$@" >"$work/setup.log" 2>&1 || fail "usher setup $app" "$work/setup.log"
}

# Whether a second writing finds nothing to do; says how much of the file was changed.
stays() {
    cp "$file" "$work/after"
    usher write "$app" --to "$file" --client-secret-file "$work/secret" --yes >"$work/again.log" 2>&1 ||
        fail "$name: writing once more" "$work/again.log"
    cmp -s "$file" "$work/after" || fail "$name: writing once more changes the file" "$work/again.log"
    echo "$name: $(wc -l <"$work/before") lines before, $(diff "$work/before" "$file" | grep -c '^[<>]') differ"
}

# Whether undoing gives every byte back.
undone() {
    usher write "$app" --undo --yes >"$work/undo.log" 2>&1 || fail "$name: undo" "$work/undo.log"
    cmp -s "$file" "$work/before" || fail "$name: undoing leaves another file" "$work/undo.log"
}

person() { HOME="$work/home" timeout 120 node "$here/login.mjs" ${click:+--click "$click"} "$@"; }

signs_in() { person --expect "$named" --picture "$pictures/$name.png" "$start" "${after[@]}"; }

# What a visitor sees of the running application must be what was written.
looks_alive() {
    local seen="$work/live.json"
    usher verify "$app" --live --no-login --json --client-secret-file "$work/secret" >"$seen" 2>"$work/live.log" || true
    python3 - "$seen" <<'CHECKS' || fail "$name: the living application is seen otherwise" "$work/live.log"
import json, sys

checks = json.load(open(sys.argv[1]))["results"][0]["checks"]
live = {one["id"]: one["status"] for one in checks if one["id"].startswith("live.")}
print("  seen from outside:", " ".join(f"{name.removeprefix('live.')}={status}" for name, status in live.items()))
sys.exit("fail" in live.values() or live.get("live.client_id") != "pass")
CHECKS
}

# python NAME PACKAGE…: a virtual environment with these packages.
python() {
    local name="$1"
    shift
    [ -e "$kept/$name/ready" ] && return
    echo "$name: installing"
    python3 -m venv "$kept/$name"
    "$kept/$name/bin/pip" install -q "$@"
    touch "$kept/$name/ready"
}

# packaged NAME PATTERN: the versions of its packages that fit.
packaged() { "$kept/$1/bin/pip" freeze | grep -iE "^($2)=" | xargs; }
