#!/bin/sh
# Sign-on for people. Machines keep their own roles.
set -eu
export VAULT_ADDR=https://vault.example.com:8200

bao policy read default

printf '%s' 'the secret of last year' | bao write auth/oidc/config \
    oidc_client_secret=- \
    oidc_discovery_url=https://old.okta.com \
    oidc_client_id=0oaOldClient

bao write auth/oidc/role/okta role_type=oidc user_claim=sub token_ttl=8h

# Seen at the next audit.
bao audit list
