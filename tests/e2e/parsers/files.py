"""Files as people have them. `read` says what another parser must read afterwards, by the way to the value; `may` what else may
be new. Everything else must read as before. @ISSUER@, @CLIENT@ and @SECRET@ stand for what was given to Usher."""

ISSUER = "https://login.example.org"
CLIENT = "0oa7parsers8read9this5"
SECRET = "a-secret-that-parsers-read-0123456789-abc"

FILES = [
    {
        "app": "grafana",
        "as": "ini",
        "name": "grafana.ini",
        "reader": "ini",
        "set": {"base_url": "https://board.example.com"},
        "text": """# Grafana of Example Ltd
app_mode = production

[server]
protocol = https
domain = board.example.com
root_url = https://board.example.com/

[database]
type = postgres
password = \"\"\"a#b;c\"\"\"

[auth]
# nobody signs up by himself
disable_login_form = false
oauth_auto_login = false

[auth.anonymous]
enabled = false

[auth.okta]
;enabled = false
;name = Okta
client_id = old
allowed_groups = staff everybody

[smtp]
enabled = true
""",
        "read": {
            "auth.okta/enabled": "true",
            "auth.okta/client_id": "@CLIENT@",
            "auth.okta/client_secret": "@SECRET@",
            "auth.okta/token_url": "@ISSUER@/oauth2/v1/token",
            "auth.okta/auth_url": "@ISSUER@/oauth2/v1/authorize",
        },
        "may": ["auth.okta/"],
    },
    {
        "app": "coder",
        "as": "compose",
        "name": "compose.yaml",
        "reader": "compose",
        "set": {"base_url": "https://coder.example.com"},
        "text": """x-log: &log
  logging: {driver: json-file, options: {max-size: "10m"}}
x-env: &env
  TZ: Europe/Berlin
services:
  database:
    <<: *log
    image: postgres:17
    environment: {POSTGRES_PASSWORD: "a$$b"}
  workspaces:
    <<: *log
    image: ghcr.io/coder/coder:v2.27.1
    ports: ["7080:7080"]
    environment:
      <<: *env
      CODER_ACCESS_URL: https://coder.example.com # as people open it
      CODER_PG_CONNECTION_URL: "postgresql://coder:a$$b@database/coder"
    depends_on: [database]
""",
        "read": {
            "services/workspaces/environment/CODER_OIDC_ISSUER_URL": "@ISSUER@",
            "services/workspaces/environment/CODER_OIDC_CLIENT_ID": "@CLIENT@",
            "services/workspaces/environment/CODER_OIDC_CLIENT_SECRET": "@SECRET@",
        },
        "may": ["services/workspaces/environment/CODER_OIDC_"],
    },
    {
        "app": "coder",
        "as": "compose",
        "name": "compose-list.yaml",
        "reader": "compose",
        "set": {"base_url": "https://coder.example.com"},
        "text": """services:
  coder:
    image: ghcr.io/coder/coder:latest
    environment:
      - CODER_ACCESS_URL=https://coder.example.com
      - "CODER_OIDC_CLIENT_ID=old"
      # the last of the list
      - TZ=UTC
    volumes:
      - coder:/home/coder
volumes:
  coder:
""",
        "read": {
            "services/coder/environment/CODER_OIDC_ISSUER_URL": "@ISSUER@",
            "services/coder/environment/CODER_OIDC_CLIENT_ID": "@CLIENT@",
            "services/coder/environment/CODER_OIDC_CLIENT_SECRET": "@SECRET@",
        },
        "may": ["services/coder/environment/CODER_OIDC_"],
    },
    {
        "app": "grafana",
        "as": "helm",
        "name": "release.yaml",
        "reader": "yaml",
        "set": {"base_url": "https://board.example.com"},
        "text": """apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata:
  name: board
spec:
  chart:
    spec:
      chart: grafana
      sourceRef: {kind: HelmRepository, name: grafana}
  values:
    replicas: 2
    grafana.ini:
      server:
        root_url: https://board.example.com/
    notes: |
      auth.okta: not here
      the end
    sidecar:
      dashboards: {enabled: true}
""",
        "read": {
            "spec/values/grafana.ini/auth.okta/enabled": True,
            "spec/values/grafana.ini/auth.okta/client_id": "@CLIENT@",
            "spec/values/grafana.ini/auth.okta/token_url": "@ISSUER@/oauth2/v1/token",
        },
        "may": ["spec/values/grafana.ini/auth.okta/", "spec/values/envFromSecret", "spec/values/envValueFrom", "spec/values/extraSecretMounts"],
    },
    {
        "app": "dex",
        "as": "yaml",
        "name": "dex.yaml",
        "reader": "yaml",
        "set": {"base_url": "https://dex.example.com"},
        "text": """issuer: https://dex.example.com
storage:
  type: kubernetes
  config: {inCluster: true}
connectors:
- type: ldap
  id: ldap
  name: Directory
  config:
    host: ldap.example.com:636
- type: oidc
  id: okta
  name: Okta
  config:
    issuer: https://old.okta.com
    clientID: old
    clientSecret: old
    redirectURI: https://dex.example.com/callback
    getUserInfo: true
staticClients:
- id: board
  name: Board
""",
        "read": {
            "connectors/1/config/issuer": "@ISSUER@",
            "connectors/1/config/clientID": "@CLIENT@",
            "connectors/1/config/clientSecret": "@SECRET@",
        },
        "may": ["connectors/1/config/"],
    },
    {
        "app": "outline",
        "as": "env",
        "name": "outline.env",
        "reader": "env",
        "set": {"base_url": "https://wiki.example.com"},
        "text": """NODE_ENV=production
SECRET_KEY="0123456789abcdef" # made once
URL=https://wiki.example.com
DATABASE_URL='postgres://outline:a b@db:5432/outline'

# ––––– OpenID Connect –––––
OIDC_CLIENT_ID=
OIDC_CLIENT_SECRET=
OIDC_AUTH_URI=
OIDC_TOKEN_URI=
OIDC_USERINFO_URI=
OIDC_DISPLAY_NAME=Company login
""",
        "read": {
            "OIDC_CLIENT_ID": "@CLIENT@",
            "OIDC_CLIENT_SECRET": "@SECRET@",
            "OIDC_ISSUER_URL": "@ISSUER@",
            "OIDC_AUTH_URI": "",
            "OIDC_DISPLAY_NAME": "Company login",
        },
        "may": ["OIDC_"],
    },
    {
        "app": "coder",
        "as": "env",
        "name": "exported.env",
        "reader": "shell_env",
        "set": {"base_url": "https://coder.example.com"},
        "text": """export CODER_ACCESS_URL=https://coder.example.com
export CODER_OIDC_CLIENT_ID='old'
export TZ_OF_COMPANY=UTC
OTHER="a $((1 + 1)) b"
""",
        "read": {
            "CODER_OIDC_ISSUER_URL": "@ISSUER@",
            "CODER_OIDC_CLIENT_ID": "@CLIENT@",
            "CODER_OIDC_CLIENT_SECRET": "@SECRET@",
        },
        "may": ["CODER_OIDC_"],
    },
    {
        "app": "spring-boot",
        "as": "properties",
        "name": "application.properties",
        "reader": "properties",
        "set": {"base_url": "https://shop.example.com"},
        "text": """# Shop
server.port=8080
spring.datasource.url = jdbc\\:postgresql\\://db/shop
spring.security.oauth2.client.registration.okta.client-id:old
spring.security.oauth2.client.registration.okta.clientSecret = old
spring.security.oauth2.client.provider.okta.issuer-uri = \\
    https://old.okta.com
management.endpoints.web.exposure.include=health
""",
        "read": {
            "spring.security.oauth2.client.registration.okta.client-id": "@CLIENT@",
            "spring.security.oauth2.client.registration.okta.clientSecret": "@SECRET@",
            "spring.security.oauth2.client.provider.okta.issuer-uri": "@ISSUER@",
        },
        "may": ["spring.security.oauth2.client.registration.okta.", "server.forward-headers-strategy"],
    },
    {
        "app": "pgadmin",
        "as": "python",
        "name": "config_local.py",
        "reader": "python",
        "set": {"base_url": "https://db.example.com"},
        "text": '''import os

MASTER_PASSWORD_REQUIRED = False
AUTHENTICATION_SOURCES = ['ldap', 'internal']  # the directory first
LDAP_SERVER_URI = 'ldaps://ldap.example.com'
OAUTH2_CONFIG = [
    {
        'OAUTH2_NAME': 'github',
        'OAUTH2_CLIENT_ID': 'theirs',
        'OAUTH2_CLIENT_SECRET': """theirs
too""",
    },
]
LONG = ("a"
        "b")
''',
        "read": {
            "AUTHENTICATION_SOURCES/0": "ldap",
            "AUTHENTICATION_SOURCES/1": "internal",
            "AUTHENTICATION_SOURCES/2": "oauth2",
            "OAUTH2_CONFIG/1/OAUTH2_CLIENT_ID": "@CLIENT@",
            "OAUTH2_CONFIG/1/OAUTH2_CLIENT_SECRET": "@SECRET@",
        },
        "may": ["OAUTH2_CONFIG/1/", "OAUTH2_AUTO_CREATE_USER"],
    },
    {
        "app": "jupyterhub",
        "as": "python",
        "name": "jupyterhub_config.py",
        "reader": "python",
        "set": {"base_url": "https://hub.example.com", "admin_user": "ana@example.com"},
        "text": """c.JupyterHub.bind_url = 'http://:8000'
c.JupyterHub.authenticator_class = 'pam'
c.Spawner.default_url = '/lab'
# c.GenericOAuthenticator.client_id = ''
c.Authenticator.admin_users = {'root'}
c.JupyterHub.services = [
    {'name': 'idle', 'command': ['python3', '-m', 'idle']},
]
""",
        "read": {
            "c/JupyterHub/authenticator_class": "generic-oauth",
            "c/GenericOAuthenticator/client_id": "@CLIENT@",
            "c/GenericOAuthenticator/client_secret": "@SECRET@",
            "c/GenericOAuthenticator/token_url": "@ISSUER@/oauth2/v1/token",
        },
        "may": ["c/GenericOAuthenticator/", "c/Authenticator/admin_users"],
    },
    {
        "app": "gitlab",
        "as": "omnibus",
        "name": "gitlab.rb",
        "reader": "ruby",
        "set": {"base_url": "https://git.example.com"},
        "text": """## GitLab of Example Ltd
external_url 'https://git.example.com'
gitlab_rails['smtp_enable'] = true
gitlab_rails['omniauth_enabled'] = true
gitlab_rails['omniauth_allow_single_sign_on'] = ['saml']
gitlab_rails['omniauth_providers'] = [
  {
    name: 'saml',
    label: 'Old login',
    args: { assertion_consumer_service_url: 'https://git.example.com/users/auth/saml/callback' }
  }
]
nginx['listen_port'] = 80 # behind the proxy
""",
        "read": {
            "gitlab_rails/omniauth_providers/0/name": "saml",
            "gitlab_rails/omniauth_providers/1/name": "openid_connect",
            "gitlab_rails/omniauth_providers/1/args/issuer": "@ISSUER@",
            "gitlab_rails/omniauth_providers/1/args/client_options/identifier": "@CLIENT@",
            "gitlab_rails/omniauth_providers/1/args/client_options/secret": "@SECRET@",
            "gitlab_rails/omniauth_allow_single_sign_on/0": "saml",
        },
        "may": ["gitlab_rails/omniauth_"],
    },
    {
        "app": "vault",
        "as": "sh",
        "name": "vault.sh",
        "reader": "shell",
        "set": {"base_url": "https://vault.example.com:8200"},
        "text": """#!/bin/sh
set -eu
vault policy write reader - <<'END'
path "secret/*" { capabilities = ["read"] }
END
printf %s 'old' | vault write auth/oidc/config \\
  oidc_client_secret=- oidc_discovery_url=https://old.okta.com \\
  oidc_client_id=old default_role=staff
vault write auth/oidc/role/staff user_claim=sub \\
  allowed_redirect_uris=https://vault.example.com:8200/ui/vault/auth/oidc/oidc/callback
""",
        "read": {},
        "may": ["call 1", "call 2"],
    },
    {
        "app": "vault",
        "as": "terraform",
        "name": "vault.tf",
        "reader": "hcl",
        "set": {"base_url": "https://vault.example.com:8200"},
        "text": """variable "secret" {
  type      = string
  sensitive = true
}

resource "vault_jwt_auth_backend" "staff" {
  path               = "oidc"
  type               = "oidc"
  oidc_discovery_url = "https://old.okta.com"
  oidc_client_id     = "old"
  oidc_client_secret = var.secret
  tune {
    default_lease_ttl = "8h"
  }
}

resource "vault_policy" "reader" {
  name   = "reader"
  policy = "path \\"secret/*\\" { capabilities = [\\"read\\"] }"
}
""",
        "read": {},
        "may": ["resource/0/", "resource/"],
    },
    {
        "app": "oauth2-proxy",
        "as": "toml",
        "name": "oauth2-proxy.cfg",
        "reader": "toml",
        "set": {"base_url": "https://in.example.com"},
        "text": """# The gate of Example Ltd
http_address = "0.0.0.0:4180"
upstreams = ["http://app:8080/"]
email_domains = [
  "example.com", # ours
]
provider = "oidc"
oidc_issuer_url = 'https://old.okta.com'
client_id = "old"
cookie_secret = "0123456789abcdef0123456789abcdef"
""",
        "read": {"oidc_issuer_url": "@ISSUER@", "client_id": "@CLIENT@", "client_secret": "@SECRET@"},
        "may": ["redirect_url", "scope", "code_challenge_method", "oidc_", "allowed_groups", "reverse_proxy", "cookie_secure", "cookie_refresh", "skip_provider_button", "provider_display_name"],
    },
    {
        "app": "mattermost",
        "as": "config",
        "name": "config.json",
        "reader": "json",
        "set": {"base_url": "https://chat.example.com"},
        "text": """{
    "ServiceSettings": {
        "SiteURL": "https://chat.example.com",
        "ListenAddress": ":8065"
    },
    "OpenIdSettings": {
        "Enable": false,
        "Secret": "",
        "Id": "",
        "Scope": "profile openid email",
        "DiscoveryEndpoint": "",
        "ButtonText": "Company",
        "ButtonColor": "#145DBF"
    },
    "EmailSettings": {"EnableSignInWithEmail": true}
}
""",
        "read": {
            "OpenIdSettings/Enable": True,
            "OpenIdSettings/Id": "@CLIENT@",
            "OpenIdSettings/Secret": "@SECRET@",
            "OpenIdSettings/DiscoveryEndpoint": "@ISSUER@/.well-known/openid-configuration",
            "OpenIdSettings/ButtonText": "Company",
        },
        "may": ["OpenIdSettings/"],
    },
    {
        "app": "mod-auth-openidc",
        "as": "conf",
        "name": "site.conf",
        "reader": "apache",
        "set": {"base_url": "https://wiki.example.com"},
        "text": """<VirtualHost *:8999>
  ServerName wiki.example.com
  DocumentRoot /var/www/html
  RewriteEngine On
  RewriteRule "^/old/(.*)" "/new/$1" [R=301,L]
  OIDCProviderMetadataURL https://old.okta.com/.well-known/openid-configuration
  OIDCClientID old
  OIDCClientSecret "old"
  OIDCRedirectURI https://wiki.example.com/secure/redirect_uri
  OIDCCryptoPassphrase "0123456789abcdef"
  <Location /secure>
    AuthType openid-connect
    Require valid-user
  </Location>
</VirtualHost>
""",
        "read": {
            "<VirtualHost *:8999> OIDCProviderMetadataURL": "@ISSUER@/.well-known/openid-configuration",
            "<VirtualHost *:8999> OIDCClientID": "@CLIENT@",
            "<VirtualHost *:8999> OIDCClientSecret": "@SECRET@",
        },
        "may": ["<VirtualHost *:8999> OIDC"],
    },
]
