name=authjs app=authjs
at http://localhost:8872
to="$kept/authjs" log="$work/authjs.log"
file="$work/authjs.env" start="$site/api/auth/signin" click='button[type=submit]' after=("$site/")
named='Signed in as ana@example.com'

install() {
    [ -e "$to/node_modules" ] ||
        npm install --prefix "$to" --no-audit --no-fund --loglevel=error express@4 @auth/express
}

version() { (cd "$to" && npm ls --depth 0 --parseable --long | sed -n 's/.*:\(@auth[^:]*\|express[^:]*\)$/\1/p' | xargs); }

configure() {
    practice 8871 "$site/api/auth/callback/okta"
    # A custom authorization server, whose issuer has a path.
    curl -sf -o /dev/null -d action=add-policy "$issuer/admin/oauth2/as/default" || fail "authjs: the access policy"
    issuer="$issuer/oauth2/default"
    write env --set "base_url=$site"
}

# What such an application has in its file, with other providers beside.
full() { cat "$here/authjs.env"; }

serve() {
    cp "$here/authjs.mjs" "$to/"
    AUTH_SECRET="$(openssl rand -hex 32)" starts "$inner/" node --env-file="$file" "$to/authjs.mjs" 8872
}

faults() {
    fault 'slash after the issuer' 's#(ISSUER=.*default)#\1/#' AUTH_OKTA_ISSUER slash 'problem with the server configuration' \
        '"issuer" property'
    fault 'discovery address for the issuer' 's#(ISSUER=.*default)#\1/.well-known/openid-configuration#' \
        AUTH_OKTA_ISSUER 'discovery document' 'problem with the server configuration'
    fault 'key one letter off' 's#AUTH_OKTA_ISSUER#AUTH_OKTA_ISUER#' AUTH_OKTA_ISUER AUTH_OKTA_ISSUER - \
        'InvalidEndpoints'
    forgiven 'host in capitals' '/ISSUER/s#localhost#LOCALHOST#'
    forgiven 'blank before the issuer' 's#ISSUER=(.*)#ISSUER=" \1"#'
}

behind_proxy() {
    slip 'proxy without X-Forwarded-Proto' '' "$HOST"
    named live.redirect_uri 'trust proxy' "proxy_set_header $PROTO;"
    cured 'the proxy’s headers'
    slip 'Express does not trust the proxy' '$a APP_DISTRUSTS_PROXY=yes' "$HOST" "$PROTO"
    named live.redirect_uri 'trust proxy'
    cured 'app.set("trust proxy", true), and a restart'
    stale 'old client ID, not restarted' "s/$CLIENT/0oaofyesterday000001/"
    named live.client_id AUTH_OKTA_ID restart
    cured 'a restart'
    slip 'wrong address: the proxy keeps the host to itself' '' "$PROTO"
    named live.redirect_uri "proxy_set_header $HOST;"
    cured 'the proxy’s headers'
    slip 'scope openid missing in the code' '$a APP_SCOPE="profile email"' "$HOST" "$PROTO"
    named live.scopes authorization.params.scope openid
    cured 'the code, and a restart'
}
