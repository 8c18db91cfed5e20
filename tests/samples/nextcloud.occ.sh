#!/bin/sh
# Sign-on for the cloud. Run it as www-data, in Nextcloud's folder.
set -e

export OKTA_CLIENT_SECRET='the secret of last year'

php occ maintenance:mode --on
php occ app:enable user_oidc
php occ user_oidc:provider Okta \
    --clientid='0oaOldClient' \
    --discoveryuri='https://old.okta.com/.well-known/openid-configuration' \
    --check-bearer=0

# Local accounts keep their own form.
php occ config:app:set --value=1 user_oidc allow_multiple_user_backends
php occ maintenance:mode --off
