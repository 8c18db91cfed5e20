name=pgadmin app=pgadmin
at http://127.0.0.1:8832
to="$work/pgadmin" log="$work/pgadmin.log"
file="$work/config_local.py" start="$site/login" click='[name=oauth2_button]' named='ana@example.com (okta)'
with=(--set "base_url=$site")

install() { python pgadmin pgadmin4; }

version() { packaged pgadmin pgadmin4; }

configure() {
    module="$(echo "$kept"/pgadmin/lib/python3*/site-packages/pgadmin4)"
    practice 8831 "$site/oauth2/authorize"
    write python --set "base_url=$site"
    cat >"$module/config_distro.py" <<DISTRO
SERVER_MODE = True
DATA_DIR = '$to'
SQLITE_PATH = '$to/pgadmin4.db'
SESSION_DB_PATH = '$to/sessions'
STORAGE_DIR = '$to/storage'
LOG_FILE = '$to/pgadmin4.log'
DEFAULT_SERVER = '127.0.0.1'
DEFAULT_SERVER_PORT = 8832
UPGRADE_CHECK_ENABLED = False
DISTRO
}

# pgAdmin's own settings with all their comments, without the lines at the end that read the other files.
full() { sed '/^# Patch the default config/,$d' "$module/config.py"; }

serve() {
    rm -rf "$to"
    mkdir "$to"
    # What has nothing to do with sign-on counts whatever the file says of it.
    cat "$file" "$module/config_distro.py" >"$module/config_local.py"
    PGADMIN_SETUP_EMAIL=root@example.com PGADMIN_SETUP_PASSWORD="$(openssl rand -hex 12)" \
        starts "$inner/login" "$kept/pgadmin/bin/python" "$module/pgAdmin4.py"
}

faults() {
    fault 'blank in the client ID' 's#("OAUTH2_CLIENT_ID": ")#\1 #' OAUTH2_CLIENT_ID 'a space' "Invalid value for 'client_id'"
    fault 'issuer for discovery address' 's#/.well-known/openid-configuration##' OAUTH2_SERVER_METADATA_URL 'discovery document' 'Expecting value'
    fault 'scope openid that is missing' 's#openid email profile#email profile#' OAUTH2_SCOPE openid invalid_scope
    forgiven 'host in capitals' '/METADATA_URL/s#localhost#LOCALHOST#'
}

behind_proxy() {
    slip 'proxy without X-Forwarded-Proto' '' "$HOST"
    named live.redirect_uri PROXY_X_PROTO_COUNT "proxy_set_header $PROTO;"
    cured 'the proxy’s headers'
    stale 'old client ID, not restarted' "s/$CLIENT/0oaofyesterday000001/"
    named live.client_id OAUTH2_CLIENT_ID restart
    cured 'a restart'
    slip 'wrong address: the proxy keeps the host to itself' '' "$PROTO"
    named live.redirect_uri "proxy_set_header $HOST;"
    cured 'the proxy’s headers'
    slip 'scope openid missing' '/OAUTH2_SCOPE/s/openid //' "$HOST" "$PROTO"
    named live.scopes OAUTH2_SCOPE openid
    cured 'the scope, and a restart'
}
