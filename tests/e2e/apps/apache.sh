name=apache app=mod-auth-openidc
at http://localhost:8812
to="$work/apache" log="$work/apache/log"
file="$to/okta.conf" start="$site/secure/" named='Signed in as ana@example.com'
with=(--client-secret-file "$work/secret")

install() {
    command -v apache2 >/dev/null && [ -e /usr/lib/apache2/modules/mod_auth_openidc.so ] && return
    echo "apache: installing"
    # The packages' own site need not start.
    apt-get update -q >/dev/null || true
    apt-get install -q -y --no-install-recommends apache2 libapache2-mod-auth-openidc >/dev/null
}

version() { dpkg-query -W -f '${Package} ${Version}  ' apache2 libapache2-mod-auth-openidc; }

configure() {
    mkdir -p "$to/www/secure"
    chmod -R 755 "$to"
    practice 8811 "$site/secure/redirect_uri" --sign-out-uri "$site/"
    write conf --set "base_url=$site"
    sed "s#@@#$to#g" "$here/apache-site.conf" >"$to/httpd.conf"
    if [ "$how" = over ]; then
        # The site, the secret and the passphrase are in the file; it names no claim for the person, and keeps to that.
        sed -i '/VirtualHost/d' "$to/httpd.conf"
        named="Signed in as 00upractice000000001@$issuer"
    else
        usher write mod-auth-openidc --as secret --to "$to/okta-client-secret.conf" --client-secret-file "$work/secret" \
            --yes >"$work/setup.log" 2>&1 || fail "usher write" "$work/setup.log"
        printf 'OIDCCryptoPassphrase "%s"\n' "$(openssl rand -hex 32)" >"$to/okta-passphrase.conf"
        sed -i "s#/etc/apache2/#$to/#" "$file"
    fi
    [ "$how" != proxy ] || echo 'OIDCXForwardedHeaders X-Forwarded-Proto X-Forwarded-Host' >>"$file"
    echo '<p>Open to all</p>' >"$to/www/index.html"
    echo '<p>Signed in as <!--#echo var="REMOTE_USER" --></p>' >"$to/www/secure/index.html"
}

# Debian's site with TLS, without TLS, and with the provider of before in it.
full() {
    sed -e 's/443/8812/; /SSL/d' -e "s#/var/www/html#$to/www#" -e "s#\${APACHE_LOG_DIR}#$to#" \
        -e "/<\/VirtualHost>/e cat '$here/apache-other.conf'" /etc/apache2/sites-available/default-ssl.conf
}

serve() { starts "$inner/" apache2 -f "$to/httpd.conf" -D FOREGROUND; }

more() {
    person --expect 'Open to all' "$site/secure/" "$site/secure/redirect_uri?logout=$site/" ||
        fail "apache: signing out" "$log"
    person --username nils@example.com --expect 'User is not assigned' "$site/secure/" ||
        fail "apache: somebody who is not assigned" "$log"
}

faults() {
    fault 'issuer for discovery address' 's#/.well-known/openid-configuration##' OIDCProviderMetadataURL \
        'address of the discovery document' 'Internal Server Error'
    fault 'blank in the client ID' 's#^(OIDCClientID .*)"$#\1 "#' OIDCClientID 'a space' "Invalid value for 'client_id'"
    fault 'directive one letter off' 's#^OIDCScope #OIDCScopes #' OIDCScopes 'OIDCScope' - "Invalid command 'OIDCScopes'"
    fault 'redirect URI of another path' 's#secure/redirect_uri#callback#' OIDCRedirectURI 'is not on the list' 'redirect_uri'
    forgiven 'host in capitals' 's#http://localhost:8811/#http://LOCALHOST:8811/#'
}

behind_proxy() {
    local relative='/OIDCRedirectURI/s#https?://[^/]*##'
    slip 'proxy without X-Forwarded-Proto' '' "$HOST"
    named live.start X-Forwarded-Proto
    cured 'the proxy’s headers'
    slip 'OIDCXForwardedHeaders missing' '/OIDCXForwardedHeaders/d' "$HOST" "$PROTO"
    named live.start OIDCXForwardedHeaders
    cured 'OIDCXForwardedHeaders, and a restart'
    slip 'proxy without X-Forwarded-Proto, OIDCRedirectURI without a host' "$relative" "$HOST"
    named live.redirect_uri OIDCXForwardedHeaders "proxy_set_header $PROTO;"
    cured 'the proxy’s headers' "$relative"
    stale 'old client ID, not restarted' "s/$CLIENT/0oaofyesterday000001/"
    named live.client_id OIDCClientID reload
    cured 'a restart'
    slip 'wrong address' '/OIDCRedirectURI/s#https?://[^/]*#https://localhost:3000#' "$HOST" "$PROTO"
    named live.redirect_uri OIDCRedirectURI
    cured 'OIDCRedirectURI, and a restart'
    slip 'scope openid missing' '/OIDCScope/s/openid //' "$HOST" "$PROTO"
    named live.scopes OIDCScope openid
    cured 'OIDCScope, and a restart'
}
