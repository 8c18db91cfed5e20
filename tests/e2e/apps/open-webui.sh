name=open-webui app=open-webui
at http://localhost:8862
to="$work/open-webui" log="$work/open-webui.log"
file="$work/open-webui.env" start="$site/oauth/oidc/login" after=("$site/")
# The first person who ever comes in is the administrator.
named=Ana

install() { python open-webui open-webui; }

version() { packaged open-webui 'open.webui|authlib'; }

configure() {
    practice 8861 "$site/oauth/oidc/callback"
    write env --set "base_url=$site" --set group_sync=true
}

# What a company has in its file, with the provider of before.
full() { cat "$here/open-webui.env"; }

serve() {
    rm -rf "$to"
    mkdir -p "$to/data"
    variables
    starts "$inner/health" env -C "$to" DATA_DIR="$to/data" OFFLINE_MODE=true HF_HUB_OFFLINE=1 RAG_EMBEDDING_ENGINE=openai \
        ENABLE_OLLAMA_API=false WEBUI_SECRET_KEY="$(openssl rand -hex 16)" "${variables[@]}" \
        "$kept/open-webui/bin/open-webui" serve --host 127.0.0.1 --port 8862
}

faults() {
    fault 'key one letter off' 's#^OPENID_PROVIDER_URL#OPENID_PROVIDER_URI#' OPENID_PROVIDER_URI OPENID_PROVIDER_URL 'Not Found'
    fault 'redirect URI of another path' 's#/oauth/oidc/callback#/oauth/okta/callback#' OPENID_REDIRECT_URI 'is not on the list' redirect_uri
    forgiven 'host in capitals' '/PROVIDER_URL/s#localhost#LOCALHOST#'
}

# Without OPENID_REDIRECT_URI it comes of the request, whose headers are believed unless FORWARDED_ALLOW_IPS says otherwise.
behind_proxy() {
    local without='/^OPENID_REDIRECT_URI/d'
    slip 'proxy without X-Forwarded-Proto, no OPENID_REDIRECT_URI' "$without" "$HOST"
    named live.redirect_uri OPENID_REDIRECT_URI "proxy_set_header $PROTO;"
    cured 'the proxy’s headers' "$without"
    slip 'FORWARDED_ALLOW_IPS of another proxy' "$without;"'$a FORWARDED_ALLOW_IPS=10.0.0.1' "$HOST" "$PROTO"
    named live.redirect_uri OPENID_REDIRECT_URI FORWARDED_ALLOW_IPS
    cured 'OPENID_REDIRECT_URI, and a restart'
    stale 'old client ID, not restarted' "s/$CLIENT/0oaofyesterday000001/"
    named live.client_id OAUTH_CLIENT_ID restart
    cured 'a restart'
    slip 'wrong address' '/^OPENID_REDIRECT_URI/s#https?://[^/]*#http://localhost:3000#' "$HOST" "$PROTO"
    named live.redirect_uri OPENID_REDIRECT_URI
    cured 'OPENID_REDIRECT_URI, and a restart'
    slip 'scope openid missing' '/^OAUTH_SCOPES/s/openid ?//' "$HOST" "$PROTO"
    named live.scopes OAUTH_SCOPES openid
    cured 'the scope, and a restart'
}
