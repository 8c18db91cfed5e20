name=airflow app=airflow
at http://localhost:8852
to="$work/airflow" log="$work/airflow.log" bin="$kept/airflow/bin"
file="$work/webserver_config.py" start="$site/auth/login/" click='#btn-signin-okta' after=("$site/")
# Only the role Admin, which comes of the group Engineering, sees the menu Security.
named=Security
with=(--set "base_url=$site")

install() { python airflow 'apache-airflow>=3,<4' apache-airflow-providers-fab Authlib; }

version() { packaged airflow 'apache-airflow(-providers-fab)?|authlib'; }

configure() {
    practice 8851 "$site/auth/oauth-authorized/okta"
    write python --set "base_url=$site" --set role_map=Engineering=Admin
    export AIRFLOW_HOME="$to" AIRFLOW__CORE__LOAD_EXAMPLES=False AIRFLOW__API__BASE_URL="$site" AIRFLOW__API__PORT=8852
    export AIRFLOW__API__HOST=127.0.0.1 AIRFLOW__API__WORKERS=1
    export AIRFLOW__CORE__AUTH_MANAGER=airflow.providers.fab.auth_manager.fab_auth_manager.FabAuthManager
    mkdir "$to"
    "$bin/airflow" db migrate >"$work/init.log" 2>&1 || fail "airflow: its database" "$work/init.log"
    mv "$to" "$work/empty"
}

# The file that Airflow puts there for its people.
full() { cat "$kept"/airflow/lib/python3*/site-packages/airflow/config_templates/default_webserver_config.py; }

serve() {
    rm -rf "$to"
    cp -r "$work/empty" "$to"
    cp "$file" "$to/webserver_config.py"
    local fix=False
    [ "$how" != proxy ] || grep -q '^# without ENABLE_PROXY_FIX' "$file" || fix=True
    AIRFLOW__FAB__ENABLE_PROXY_FIX=$fix PATH="$bin:$PATH" starts "$inner/auth/login/" airflow api-server
}

faults() {
    fault 'secret one letter off' 's#"client_secret"#"client_secrt"#' client_secrt client_secret 'The request to sign in was denied'
    fault 'key of an old version' 's#"client_id"#"consumer_key"#' consumer_key client_id client_id
    forgiven 'host in capitals' '/server_metadata_url/s#localhost#LOCALHOST#'
}

# The redirect URI comes of the request, as with Superset; the switch is no part of Usher's file.
behind_proxy() {
    slip 'proxy without X-Forwarded-Proto' '' "$HOST"
    named live.redirect_uri ENABLE_PROXY_FIX "proxy_set_header $PROTO;"
    cured 'the proxy’s headers'
    slip 'ENABLE_PROXY_FIX switched off' '$a # without ENABLE_PROXY_FIX' "$HOST" "$PROTO"
    named live.redirect_uri ENABLE_PROXY_FIX
    cured 'ENABLE_PROXY_FIX, and a restart'
    stale 'old client ID, not restarted' "s/$CLIENT/0oaofyesterday000001/"
    named live.client_id OAUTH_PROVIDERS restart
    cured 'a restart'
    slip 'wrong address: the proxy keeps the host to itself' '' "$PROTO"
    named live.redirect_uri "proxy_set_header $HOST;"
    cured 'the proxy’s headers'
    slip 'scope openid missing' '/"scope"/s/openid //' "$HOST" "$PROTO"
    named live.scopes client_kwargs openid
    cured 'the scope, and a restart'
}
