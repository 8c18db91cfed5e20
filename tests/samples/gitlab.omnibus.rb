## GitLab configuration settings
##! This file is generated during initial installation and **is not** modified
##! during upgrades.

## GitLab URL
##! URL on which GitLab will be reachable.
external_url 'https://gitlab.example.com'

### GitLab email server settings
# gitlab_rails['smtp_enable'] = true
# gitlab_rails['smtp_address'] = "smtp.server"
gitlab_rails['gitlab_email_from'] = 'gitlab@example.com'

### OmniAuth Settings
###! Docs: https://docs.gitlab.com/integration/omniauth/
# gitlab_rails['omniauth_enabled'] = nil
# gitlab_rails['omniauth_allow_single_sign_on'] = ['saml']
# gitlab_rails['omniauth_sync_email_from_provider'] = 'saml'
# gitlab_rails['omniauth_block_auto_created_users'] = true
# gitlab_rails['omniauth_auto_link_user'] = ['twitter']
# gitlab_rails['omniauth_providers'] = [
#   {
#     "name" => "google_oauth2",
#     "app_id" => "YOUR APP ID",
#     "app_secret" => "YOUR APP SECRET",
#     "args" => { "access_type" => "offline", "approval_prompt" => "" }
#   }
# ]

### Backup Settings
gitlab_rails['backup_keep_time'] = 604800

################################################################################
## GitLab Puma
################################################################################
# puma['worker_processes'] = 2
nginx['listen_port'] = 80 # behind our load balancer
