#!/bin/sh
# The realm of people who sign in at Okta. To begin anew: pveum realm delete okta
set -eu

pveum realm add okta \
    --type openid \
    --issuer-url https://old.okta.com \
    --client-id 0oaOldClient \
    --comment 'People of the company'

# Who may do what, by group.
pveum acl modify /vms --groups operators-okta --roles PVEVMAdmin
