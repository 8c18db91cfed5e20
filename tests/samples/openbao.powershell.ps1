# Sign-on for people. Machines keep their own roles.
$ErrorActionPreference = 'Stop'

bao policy read default

bao write auth/oidc/role/okta role_type=oidc user_claim=sub token_ttl=8h

# Seen at the next audit.
bao audit list
