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
