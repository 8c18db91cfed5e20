# Faulty files. For each slip that an application does not forgive, every step is asserted:
#
#   1. “usher verify” says broken, and names the line and what is asked for
#   2. the application, started with the file, does not sign the person in, and shows its own failure
#   3. “usher write --fix” changes that line and no other, and keeps what was there
#   4. the application, started again, signs the person in
#
# A slip that the application forgives must not be a fail of Usher's, and the application must sign the person in.

begin_faults() {
    right="$work/right"
    cp "$file" "$right"
    echo "$name: $(version)"
}

# spoil SED: the right file with the slip; the lines that differ are then in lines.
spoil() {
    stop
    rm -f "$file".usher-*
    sed -E "$1" "$right" >"$file"
    lines=($(changed "$right" "$file"))
    [ ${#lines[@]} -gt 0 ] || fail "$name: nothing is changed by $1"
}

# changed OLD NEW: the numbers of the lines of NEW that differ from OLD.
changed() { diff --unchanged-line-format= --old-line-format= --new-line-format='%dn ' "$1" "$2" || true; }

difference() { { diff "$right" "$file" || true; } | sed -n 's/^[<>]/    &/p'; }

# verdict LOG: what “usher verify” exits with; without the other checks' lines, its words are in LOG.
verdict() {
    local code=0
    usher verify --app "$app" --from "$file" "${with[@]}" --yes "${looks[@]}" >"$1" 2>&1 || code=$?
    echo $code
}

# says LOG TEXT…: each of these texts stands there.
says() {
    local log="$1" text
    shift
    for text in "$@"; do
        grep -qF -- "$text" "$log" || fail "$name: $slip: “$text” is not said" "$log"
    done
}

# picture SLIP: where a picture of what the application shows is kept.
picture() { echo "$pictures/$name-$(tr -cs 'a-z0-9\n' - <<<"${1,,}").png"; }

# fault SLIP SED LINE SAYS SHOWS [LOGGED]: LINE is a part of the line that Usher names, SAYS what it says of it; SHOWS is
# what a person sees in the browser, and LOGGED what the application's log says. Where SHOWS is “-”, it does not start.
fault() {
    local slip="$1" code at
    [[ -z ${ONLY:-} || $slip == *$ONLY* ]] || return 0
    spoil "$2"
    cp "$file" "$work/faulty"
    echo "$name: $slip"
    difference

    code="$(verdict "$work/verify.log")"
    [ "$code" = 1 ] || fail "$name: $slip: usher verify ended with $code" "$work/verify.log"
    at="$(basename "$file"), line ${lines[0]}"
    says "$work/verify.log" "$at" "$3" "$4"
    sed -n -e '/^✗/,/^  Connection/{/^✗/p;/line/p}' "$work/verify.log" | sed 's/^/    Usher: /'

    if [ "$5" = - ]; then
        ! serve || fail "$name: $slip: it started" "$log"
    else
        serve || fail "$name: $slip: start" "$log"
        person --expect "$5" --absent "$named" --picture "$(picture "$slip")" "$start" | sed 's/^/    it shows: /' ||
            fail "$name: $slip: it does not show “$5”" "$log"
    fi
    if [ -n "${6:-}" ]; then
        says "$log" "$6"
        echo "    its log: $(grep -m1 -F -- "$6" "$log" | cut -c1-300)"
    fi
    stop

    code=0
    local fixes=()
    [ "${looks[0]}" = --no-login ] || fixes=(--login "${looks[@]}")
    usher write --fix --app "$app" --from "$file" "${with[@]}" --yes "${fixes[@]}" >"$work/fix.log" 2>&1 || code=$?
    [ "$code" = 0 ] || fail "$name: $slip: usher write --fix ended with $code" "$work/fix.log"
    [ "$(changed "$work/faulty" "$file")" = "$(printf '%s ' "${lines[@]}")" ] ||
        fail "$name: $slip: other lines are changed than ${lines[*]}" "$work/fix.log"
    cmp -s "$work/faulty" "$file".usher-*.bak || fail "$name: $slip: what was there is not kept" "$work/fix.log"
    echo "    --fix: $(sed -n "${lines[0]}p" "$file" | xargs -0 | sed '/^$/d')"

    serve || fail "$name: $slip: start with the file that was set right" "$log"
    signs_in | sed 's/^/    then: /' || fail "$name: $slip: login with the file that was set right" "$log"
}

# forgiven SLIP SED: the application does not mind, and neither does Usher.
forgiven() {
    local slip="$1" code
    [[ -z ${ONLY:-} || $slip == *$ONLY* ]] || return 0
    spoil "$2"
    echo "$name: forgiven: $slip"
    difference
    code="$(verdict "$work/verify.log")"
    [ "$code" = 0 ] || fail "$name: $slip: usher verify ended with $code" "$work/verify.log"
    serve || fail "$name: $slip: start" "$log"
    signs_in | sed 's/^/    then: /' || fail "$name: $slip: login" "$log"
}
