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
