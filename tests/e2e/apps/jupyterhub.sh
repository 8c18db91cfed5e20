name=jupyterhub app=jupyterhub
at http://127.0.0.1:8822
to="$work/jupyterhub" log="$work/jupyterhub.log"
file="$work/jupyterhub_config.py" start="$site/hub/login" click='a[href*=oauth_login]'
after=("$site/hub/home") named=ana@example.com

install() {
    python jupyterhub jupyterhub oauthenticator
    [ -e "$kept/proxy/node_modules" ] ||
        npm install --prefix "$kept/proxy" --no-audit --no-fund --loglevel=error configurable-http-proxy
}

version() { packaged jupyterhub 'jupyterhub|oauthenticator'; }

configure() {
    practice 8821 "$site/hub/oauth_callback"
    write python --set "base_url=$site" --set admin_user=ana@example.com
}

# All that JupyterHub knows, as it prints it for its people.
full() {
    rm -f "$work/own.py"
    "$kept/jupyterhub/bin/jupyterhub" --generate-config -f "$work/own.py" >/dev/null 2>&1
    cat "$work/own.py"
}

serve() {
    rm -rf "$to"
    mkdir "$to"
    PATH="$kept/proxy/node_modules/.bin:$kept/jupyterhub/bin:$PATH" starts "$inner/hub/login" env -C "$to" jupyterhub \
        -f "$file" --JupyterHub.bind_url="$inner" --JupyterHub.hub_bind_url=http://127.0.0.1:8823 \
        --ConfigurableHTTPProxy.api_url=http://127.0.0.1:8824
    # Its own proxy answers before the hub does.
    for _ in $(seq 200); do
        curl -sf -o /dev/null "$inner/hub/health" && return
        sleep 0.3
    done
    return 1
}

faults() {
    fault 'endpoints of two servers' '/token_url/s#/oauth2/v1#/oauth2/default/v1#' token_url 'oauth2/default' '500 : Internal Server Error' \
        'HTTP 400: Bad Request'
    fault 'redirect URI of another path' 's#/hub/oauth_callback#/oauth_callback#' oauth_callback_url 'is not on the list' 'redirect_uri'
    looks=("${browser[@]}")
    fault 'claim that does not come' 's#^(.*username_claim = ).*#\1"login"#' username_claim 'login' '500 : Internal Server Error' \
        'No login found in'
    looks=(--no-login)
    forgiven 'host in capitals' '/authorize_url/s#localhost#LOCALHOST#'
}

behind_proxy() {
    slip 'proxy without X-Scheme, no oauth_callback_url' '/oauth_callback_url/d' "$HOST" "$PROTO"
    named live.redirect_uri oauth_callback_url 'proxy_set_header X-Scheme https;'
    cured 'the proxy’s headers' '/oauth_callback_url/d' "$HOST" 'X-Scheme https'
    slip 'the same' '/oauth_callback_url/d' "$HOST" "$PROTO"
    named live.redirect_uri oauth_callback_url
    cured 'oauth_callback_url, and a restart'
    stale 'old client ID, not restarted' "s/$CLIENT/0oaofyesterday000001/"
    named live.client_id client_id restart
    cured 'a restart'
    slip 'wrong address' '/oauth_callback_url/s#https?://[^/]*#http://localhost:8000#' "$HOST" "$PROTO"
    named live.redirect_uri oauth_callback_url
    cured 'oauth_callback_url, and a restart'
    slip 'scope openid missing' '/[.]scope/s/"openid", //' "$HOST" "$PROTO"
    named live.scopes scope openid
    cured 'the scope, and a restart'
}
