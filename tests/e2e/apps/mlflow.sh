name=mlflow app=mlflow
at http://localhost:8882
to="$work/mlflow" log="$work/mlflow.log" bin="$kept/mlflow/bin"
file="$work/mlflow.env" start="$site/login" after=("$site/api/2.0/mlflow/users/current")
named=ana@example.com

# The newest release of the plug-in that starts with Python 3.11.
install() { python mlflow mlflow mlflow-oidc-auth==9.0.5; }

version() { packaged mlflow 'mlflow|mlflow.oidc.auth|authlib'; }

configure() {
    practice 8881 "$site/callback"
    write env --set "base_url=$site" --set user_group=Engineering --set admin_group=Platform
}

# What a company has in its file, with the provider of before.
full() { cat "$here/mlflow.env"; }

serve() {
    rm -rf "$to"
    mkdir -p "$to"
    variables
    starts "$inner/health" env -C "$to" PATH="$bin:$PATH" "${variables[@]}" mlflow server --app-name oidc-auth \
        --host 127.0.0.1 --port 8882 --workers 1
}

faults() {
    fault 'issuer for discovery address' 's#/.well-known/openid-configuration##' OIDC_DISCOVERY_URL \
        'address of the discovery document' 'Failed to initiate OIDC login'
    fault 'key one letter off' 's#^OIDC_GROUP_NAME#OIDC_GROUPS_NAME#' OIDC_GROUPS_NAME OIDC_GROUP_NAME 'User is not allowed to login'
    looks=("${browser[@]}")
    fault 'claim that does not come' 's#^(OIDC_GROUPS_ATTRIBUTE=).*#\1roles#' OIDC_GROUPS_ATTRIBUTE 'roles' 'User is not allowed to login'
    forgiven 'host in capitals' '/DISCOVERY_URL/s#localhost#LOCALHOST#'
}

# Without OIDC_REDIRECT_URI it comes of the request, whose headers are believed from this computer unless FORWARDED_ALLOW_IPS,
# which the server reads, says otherwise.
behind_proxy() {
    local without='/^OIDC_REDIRECT_URI/d'
    slip 'proxy without X-Forwarded-Proto, no OIDC_REDIRECT_URI' "$without" "$HOST"
    named live.redirect_uri OIDC_REDIRECT_URI "proxy_set_header $PROTO;"
    cured 'the proxy’s headers' "$without"
    slip 'FORWARDED_ALLOW_IPS of another proxy' "$without;"'$a FORWARDED_ALLOW_IPS=10.0.0.1' "$HOST" "$PROTO"
    named live.redirect_uri OIDC_REDIRECT_URI FORWARDED_ALLOW_IPS
    cured 'OIDC_REDIRECT_URI, and a restart'
    stale 'old client ID, not restarted' "s/$CLIENT/0oaofyesterday000001/"
    named live.client_id OIDC_CLIENT_ID restart
    cured 'a restart'
    slip 'wrong address' '/^OIDC_REDIRECT_URI/s#https?://[^/]*#http://localhost:3000#' "$HOST" "$PROTO"
    named live.redirect_uri OIDC_REDIRECT_URI
    cured 'OIDC_REDIRECT_URI, and a restart'
    slip 'scope openid missing' '/^OIDC_SCOPE/s/openid ?//' "$HOST" "$PROTO"
    named live.scopes OIDC_SCOPE openid
    cured 'the scope, and a restart'
}
