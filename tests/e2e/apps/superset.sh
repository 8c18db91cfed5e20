name=superset app=superset
at http://localhost:8842
to="$work/superset" log="$work/superset.log" bin="$kept/superset/bin"
file="$work/superset_okta.py" start="$site/login/" click='a[href="/login/okta"]' after=("$site/user_info/")
# The role Admin comes of the group Engineering.
named='Admin, Public'
with=(--set "base_url=$site")

install() {
    # The last three are missing among what Superset's own package asks for.
    python superset apache-superset==6.1.0 Authlib rich cachetools 'Flask-Caching<2.4'
}

version() { packaged superset 'apache.superset|flask-appbuilder|authlib'; }

configure() {
    practice 8841 "$site/oauth-authorized/okta"
    write python --set "base_url=$site" --set role_map=Engineering=Admin
    mkdir "$to"
    export SUPERSET_CONFIG_PATH="$work/superset_config.py" FLASK_APP=superset
    own >"$SUPERSET_CONFIG_PATH"
    { "$bin/superset" db upgrade && "$bin/superset" init; } >"$work/init.log" 2>&1 ||
        fail "superset: its database" "$work/init.log"
    mv "$to/superset.db" "$work/empty.db"
}

# Settings that have nothing to do with sign-on.
own() {
    cat <<OWN
SECRET_KEY = "$(openssl rand -hex 32)"
SQLALCHEMY_DATABASE_URI = "sqlite:///$to/superset.db"
TALISMAN_ENABLED = False
OWN
}

# Superset's own settings with all their comments, without the lines at the end that read the other files.
full() {
    sed '/^if CONFIG_PATH_ENV_VAR in os.environ/,$d' "$kept"/superset/lib/python3*/site-packages/superset/config.py
}

serve() {
    cp "$work/empty.db" "$to/superset.db"
    { cat "$file"; own; } >"$SUPERSET_CONFIG_PATH"
    starts "$inner/login/" "$bin/superset" run --port 8842
}

faults() {
    fault 'discovery document of another server' 's#/.well-known/openid-configuration#/oauth2/default&#' server_metadata_url 'oauth2/default' 'Sign in with Okta' \
        "Invalid claim: 'iss'"
    fault 'userinfo of another server' '/api_base_url/s#/oauth2/v1#/oauth2/default/v1#' api_base_url 'oauth2/default' 'Sign in with Okta' \
        'Error returning OAuth user info'
    fault 'key one letter off' 's#"server_metadata_url"#"server_metadata_ur"#' server_metadata_ur server_metadata_url 'Sign in with Okta' \
        'jwks_uri'
    forgiven 'host in capitals' '/server_metadata_url/s#localhost#LOCALHOST#'
}

behind_proxy() {
    slip 'proxy without X-Forwarded-Proto' '' "$HOST"
    named live.redirect_uri ENABLE_PROXY_FIX "proxy_set_header $PROTO;"
    cured 'the proxy’s headers'
    slip 'ENABLE_PROXY_FIX switched off' 's/^ENABLE_PROXY_FIX.*/ENABLE_PROXY_FIX = False/' "$HOST" "$PROTO"
    named live.redirect_uri ENABLE_PROXY_FIX
    cured 'ENABLE_PROXY_FIX = True, and a restart'
    stale 'old client ID, not restarted' "s/$CLIENT/0oaofyesterday000001/"
    named live.client_id OAUTH_PROVIDERS restart
    cured 'a restart'
    slip 'wrong address: the proxy keeps the host to itself' '' "$PROTO"
    named live.redirect_uri "proxy_set_header $HOST;" ENABLE_PROXY_FIX
    cured 'the proxy’s headers'
    slip 'scope openid missing' '/"scope"/s/openid //' "$HOST" "$PROTO"
    named live.scopes client_kwargs openid
    cured 'the scope, and a restart'
}
