//! One search for files as people have them: under whatever prefix, in whatever text, and under names of their own.

use std::path::Path;

use usher::apps::catalogue;
use usher::base::Secret;
use usher::engine::Field;
use usher::engine::format::label;
use usher::engine::search::{Look, Search};

use super::found::value;

const ID: &str = "0oa8x2k4mQ1vJ7dT5e6";
const ISSUER: &str = "https://example.okta.com";
const SECRET: &str = "abcdefghijklmnopqrstuvwxyz0123456789";

fn look(app: &str, text: &str, entry: Option<&str>) -> Option<Look> {
    let guide = catalogue::open(app).expect("a guide");
    let filled = text.replace("@ISSUER", ISSUER).replace("@ID", ID).replace("@SECRET", SECRET);
    let search = Search::new(Path::new("/etc/given"), Secret::new(filled));
    search.at(entry.map(str::to_owned)).look(&guide)
}

/// What is found, with the names that the file has chosen: each `key=answer`.
#[track_caller]
fn finds(app: &str, text: &str, issuer: &str, answers: &[&str]) {
    let look = look(app, text, None).unwrap_or_else(|| panic!("{app}: nothing found in\n{text}"));
    let labels: Vec<String> = look.adopted.others.iter().map(label).collect();
    assert!(labels.is_empty(), "{app}: {labels:?} in\n{text}");
    assert_eq!(value(&look, &Field::Issuer).as_deref(), Some(issuer), "{app}: issuer in\n{text}\n{look:?}");
    assert_eq!(value(&look, &Field::ClientId).as_deref(), Some(ID), "{app}: client ID in\n{text}");
    if text.contains("@SECRET") {
        assert_eq!(value(&look, &Field::Secret).as_deref(), Some(SECRET), "{app}: secret in\n{text}");
    }
    for (key, answer) in answers.iter().filter_map(|one| one.split_once('=')) {
        let found = value(&look, &Field::Answer(key.to_owned()));
        assert_eq!(found.as_deref(), Some(answer), "{app}: {key} in\n{text}");
    }
    // The line is that of the value in the file.
    let line = look.adopted.values[&Field::ClientId].origin.line;
    let line = line.and_then(|line| text.lines().nth(line - 1));
    assert!(line.is_none_or(|line| line.contains("@ID")), "{app}: {line:?} in\n{text}");
}

#[test]
fn a_service_of_any_name_is_the_applications() {
    let services = |environment: &str| {
        format!(
            "services:\n  database:\n    image: postgres\n    environment:\n      POSTGRES_DB: x\n  our-chat:\n    image: x\n{environment}"
        )
    };
    let map = "    environment:\n      MM_SERVICESETTINGS_SITEURL: https://chat.example.net\n      MM_OPENIDSETTINGS_ID: \"@ID\"\n      \
               MM_OPENIDSETTINGS_SECRET: '@SECRET'\n      MM_OPENIDSETTINGS_DISCOVERYENDPOINT: @ISSUER/.well-known/openid-configuration\n";
    let list = "    environment:\n      - MM_SERVICESETTINGS_SITEURL=https://chat.example.net\n      - \"MM_OPENIDSETTINGS_ID=@ID\"\n      \
                - MM_OPENIDSETTINGS_SECRET=@SECRET\n      - MM_OPENIDSETTINGS_DISCOVERYENDPOINT=@ISSUER/.well-known/openid-configuration\n";
    for environment in [map, list] {
        finds("mattermost", &services(environment), ISSUER, &["base_url=https://chat.example.net"]);
    }
    let n8n = "    environment:\n      - N8N_EDITOR_BASE_URL=https://flow.example.net\n      - N8N_SSO_OIDC_CLIENT_ID=@ID\n      \
               - N8N_SSO_OIDC_CLIENT_SECRET=@SECRET\n      - N8N_SSO_OIDC_DISCOVERY_ENDPOINT=@ISSUER/.well-known/openid-configuration\n";
    finds("n8n", &services(n8n), ISSUER, &["base_url=https://flow.example.net"]);
}

#[test]
fn variables_are_read_in_the_objects_of_a_cluster() {
    let container = "apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: gate\nspec:\n  template:\n    spec:\n      containers:\n        \
                     - name: gate\n          env:\n            - name: OAUTH2_PROXY_OIDC_ISSUER_URL\n              value: @ISSUER\n            \
                     - name: OAUTH2_PROXY_CLIENT_ID\n              value: @ID\n            - name: OAUTH2_PROXY_REDIRECT_URL\n              \
                     value: https://app.example.net/oauth2/callback\n";
    finds("oauth2-proxy", container, ISSUER, &["base_url=https://app.example.net"]);
    let map = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: gate\ndata:\n  OAUTH2_PROXY_OIDC_ISSUER_URL: @ISSUER\n  \
               OAUTH2_PROXY_CLIENT_ID: @ID\n---\napiVersion: v1\nkind: Service\nmetadata:\n  name: gate\n";
    finds("oauth2-proxy", map, ISSUER, &[]);
}

#[test]
fn a_chart_is_found_below_whatever_is_around_it() {
    let values = |indent: usize| {
        let lines = [
            "grafana.ini:",
            "  server:",
            "    root_url: https://graphs.example.net/",
            "  auth.okta:",
            "    client_id: @ID",
            "    auth_url: @ISSUER/oauth2/v1/authorize",
            "    token_url: @ISSUER/oauth2/v1/token",
        ];
        lines.map(|line| format!("{}{line}\n", " ".repeat(indent))).concat()
    };
    let release = "apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata:\n  name: graphs\nspec:\n  values:\n";
    let application = "apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata:\n  name: graphs\nspec:\n  source:\n    helm:\n";
    for text in [
        values(0),
        format!("monitoring:\n  grafana:\n{}", values(4)),
        format!("{release}{}", values(4)),
        format!("{release}{}---\napiVersion: v1\nkind: Namespace\nmetadata:\n  name: graphs\n", values(4)),
        format!("{application}      valuesObject:\n{}", values(8)),
        format!("{application}      values: |\n{}", values(8)),
    ] {
        finds("grafana", &text, ISSUER, &["base_url=https://graphs.example.net"]);
    }
}

#[test]
fn the_name_that_a_file_gives_the_provider_is_the_one_of_its_redirect_uri() {
    let jdbc = "spring:\n  security:\n    oauth2:\n      client:\n        registration:\n          github:\n            client-id: other\n            \
                client-secret: other\n          staff:\n            client-id: @ID\n            client-secret: @SECRET\n        provider:\n          \
                staff:\n            issuer-uri: @ISSUER\n";
    finds("spring-boot", jdbc, ISSUER, &["registration=staff"]);
    let flat = "spring.security.oauth2.client.registration.staff.client-id=@ID\nspring.security.oauth2.client.registration.staff.client-secret=@SECRET\n\
                spring.security.oauth2.client.provider.staff.issuer-uri=@ISSUER\n";
    finds("spring-boot", flat, ISSUER, &["registration=staff"]);
    let variables = "SPRING_SECURITY_OAUTH2_CLIENT_REGISTRATION_STAFF_CLIENT_ID=@ID\nSPRING_SECURITY_OAUTH2_CLIENT_REGISTRATION_STAFF_CLIENT_SECRET=@SECRET\n\
                     SPRING_SECURITY_OAUTH2_CLIENT_PROVIDER_STAFF_ISSUER_URI=@ISSUER\n";
    finds("spring-boot", variables, ISSUER, &["registration=staff"]);
    let ruby = "external_url 'https://git.example.net'\ngitlab_rails['omniauth_providers'] = [\n  { name: 'saml', args: { issuer: 'x' } },\n  { name: 'staff', \
                label: 'Staff', args: { name: 'staff', issuer: '@ISSUER', client_options: { identifier: '@ID', secret: '@SECRET', \
                redirect_uri: 'https://git.example.net/users/auth/staff/callback' } } }\n]\n";
    finds("gitlab", ruby, ISSUER, &["provider=staff", "base_url=https://git.example.net"]);
    let python = "OAUTH_PROVIDERS = [{'name': 'staff', 'remote_app': {'client_id': '@ID', 'client_secret': '@SECRET', \
                  'server_metadata_url': '@ISSUER/.well-known/openid-configuration'}}]\n";
    finds("superset", python, ISSUER, &["provider=staff"]);
    finds("airflow", python, ISSUER, &["provider=staff"]);
    let chat = "services:\n  app:\n    environment:\n      Accounts_OAuth_Custom_Staff: 'true'\n      Accounts_OAuth_Custom_Staff_url: @ISSUER/oauth2/v1\n      \
                Accounts_OAuth_Custom_Staff_id: @ID\n      Accounts_OAuth_Custom_Staff_secret: @SECRET\n";
    finds("rocketchat", chat, ISSUER, &["provider=Staff"]);
    let json = "PAPERLESS_SOCIALACCOUNT_PROVIDERS={\"openid_connect\": {\"OAUTH_PKCE_ENABLED\": true, \"APPS\": [{\"name\": \"Staff\", \"provider_id\": \
                \"staff\", \"client_id\": \"@ID\", \"secret\": \"@SECRET\", \"settings\": {\"server_url\": \"@ISSUER\"}}]}}\n";
    finds("paperless-ngx", json, ISSUER, &["provider=staff"]);
    let lines = "gitea:\n  oauth:\n    - name: staff\n      provider: openidConnect\n      key: @ID\n      secret: @SECRET\n      \
                 autoDiscoverUrl: @ISSUER/.well-known/openid-configuration\n";
    finds("gitea", lines, ISSUER, &["provider=staff"]);
    let block = "{\n\tsecurity {\n\t\toauth identity provider staff {\n\t\t\trealm staff\n\t\t\tdriver okta\n\t\t\tdomain_name example.okta.com\n\t\t\t\
                 client_id @ID\n\t\t\tclient_secret @SECRET\n\t\t\tserver_id default\n\t\t}\n\t}\n}\n";
    finds("caddy-security", block, &format!("{ISSUER}/oauth2/default"), &["realm=staff"]);
}

#[test]
fn settings_nest_as_the_file_likes() {
    let flat = "xpack.security.authc.realms.oidc.staff.rp.client_id: \"@ID\"\nxpack.security.authc.realms.oidc.staff.op.issuer: \"@ISSUER\"\n\
                xpack.security.authc.realms.oidc.staff.rp.redirect_uri: \"https://look.example.net/api/security/oidc/callback\"\n";
    let nested = "xpack:\n  security:\n    authc:\n      realms:\n        oidc.staff:\n          order: 2\n          rp:\n            client_id: \"@ID\"\n            \
                  redirect_uri: \"https://look.example.net/api/security/oidc/callback\"\n          op.issuer: \"@ISSUER\"\n";
    for text in [flat, nested] {
        finds("elastic", text, ISSUER, &["realm=staff", "base_url=https://look.example.net"]);
    }
    let mapping = "configs:\n  cm:\n    url: https://cd.example.net\n    oidc.config:\n      issuer: @ISSUER\n      clientID: @ID\n";
    let text = "configs:\n  cm:\n    url: https://cd.example.net\n    oidc.config: |-\n      clientID: \"@ID\"\n      issuer: '@ISSUER' # ours\n";
    let json = "configs:\n  cm:\n    url: https://cd.example.net\n    oidc.config: '{\"clientID\": \"@ID\", \"issuer\": \"@ISSUER\"}'\n";
    for text in [mapping, text, json] {
        finds("argocd", text, ISSUER, &["base_url=https://cd.example.net"]);
    }
}

#[test]
fn kubernetes_is_told_its_issuer_in_many_ways() {
    let custom = format!("{ISSUER}/oauth2/default");
    let flags = "--oidc-issuer-url=@ISSUER/oauth2/default\n    - --oidc-client-id=@ID";
    let pod = format!(
        "apiVersion: v1\nkind: Pod\nmetadata:\n  name: kube-apiserver\nspec:\n  containers:\n  - name: kube-apiserver\n    command:\n    \
                       - kube-apiserver\n    - --authorization-mode=Node,RBAC\n    - {flags}\n"
    );
    let kubeadm = "apiVersion: kubeadm.k8s.io/v1beta3\nkind: ClusterConfiguration\napiServer:\n  extraArgs:\n    oidc-issuer-url: @ISSUER/oauth2/default\n    \
                   oidc-client-id: @ID\n";
    let newer = "apiServer:\n  extraArgs:\n    - name: oidc-issuer-url\n      value: @ISSUER/oauth2/default\n    - name: oidc-client-id\n      value: @ID\n";
    let k3s = "kube-apiserver-arg:\n  - oidc-issuer-url=@ISSUER/oauth2/default\n  - oidc-client-id=@ID\n";
    let command = "kube-apiserver --oidc-issuer-url=@ISSUER/oauth2/default --oidc-client-id @ID --v=2\n";
    let alone = "--oidc-issuer-url=@ISSUER/oauth2/default\n--oidc-client-id=@ID\n";
    let authentication = "apiVersion: apiserver.config.k8s.io/v1\nkind: AuthenticationConfiguration\njwt:\n- issuer:\n    url: @ISSUER/oauth2/default\n    \
                          audiences:\n    - @ID\n    - another\n  claimMappings:\n    username:\n      expression: claims.email\n";
    for text in [pod.as_str(), kubeadm, newer, k3s, command, authentication, alone] {
        finds("kubernetes", text, &custom, &[]);
    }
    let kubeconfig = "apiVersion: v1\nkind: Config\nusers:\n- name: local\n  user:\n    token: x\n- name: staff\n  user:\n    exec:\n      command: kubelogin\n      \
                      args: [get-token, --oidc-issuer-url, @ISSUER/oauth2/default, --oidc-client-id, @ID, --listen-address=127.0.0.1:12345]\n";
    finds("kubernetes", kubeconfig, &custom, &["listen_port=12345"]);
}

#[test]
fn commands_are_read_through_whatever_runs_them() {
    let vault = "vault write auth/corp/config oidc_discovery_url=@ISSUER oidc_client_id=@ID oidc_client_secret=@SECRET default_role=people\n\
                 vault write auth/corp/role/people role_type=oidc allowed_redirect_uris=http://localhost:8250/oidc/callback \
                 allowed_redirect_uris=https://vault.example.net/ui/vault/auth/corp/oidc/callback\n";
    let inside = vault.replace("vault write", "kubectl exec -i -n vault vault-0 -- vault write");
    for text in [vault, inside.as_str()] {
        finds("vault", text, ISSUER, &["mount=corp", "role=people", "base_url=https://vault.example.net"]);
    }
    let occ = "user_oidc:provider staff --clientid=@ID --clientsecret=@SECRET --discoveryuri=@ISSUER/.well-known/openid-configuration\n";
    for around in [
        "php occ",
        "sudo -E -u www-data php /srv/cloud/occ",
        "docker exec -u www-data cloud php occ",
        "docker compose exec --user 33 app ./occ",
    ] {
        finds("nextcloud", &format!("{around} {occ}"), ISSUER, &["provider=staff"]);
    }
}

#[test]
fn terraform_calls_its_resources_as_it_likes() {
    let vault = "resource \"vault_jwt_auth_backend\" \"people\" {\n  path = \"corp\"\n  oidc_discovery_url = \"@ISSUER\"\n  oidc_client_id = \"@ID\"\n  \
                 oidc_client_secret = \"@SECRET\"\n}\nresource \"vault_jwt_auth_backend_role\" \"reader\" {\n  role_name = \"reader\"\n  allowed_redirect_uris = \
                 [\"http://localhost:8250/oidc/callback\", \"https://vault.example.net/ui/vault/auth/corp/oidc/callback\"]\n}\n";
    finds("vault", vault, ISSUER, &["mount=corp", "role=reader", "base_url=https://vault.example.net"]);
    let keycloak = "resource \"keycloak_oidc_identity_provider\" \"this\" {\n  realm = \"people\"\n  alias = \"staff\"\n  issuer = \"@ISSUER\"\n  client_id = \"@ID\"\n  \
                    client_secret = \"@SECRET\"\n}\n";
    finds("keycloak", keycloak, ISSUER, &["alias=staff", "realm=people"]);
    let listener = "resource \"aws_lb_listener\" \"web\" {\n  default_action {\n    type = \"authenticate-oidc\"\n    authenticate_oidc {\n      issuer = \"@ISSUER\"\n      \
                    client_id = \"@ID\"\n      client_secret = \"@SECRET\"\n    }\n  }\n  default_action {\n    type = \"forward\"\n  }\n}\n";
    finds("aws-alb", listener, ISSUER, &[]);
}

#[test]
fn several_places_are_named_and_one_of_them_can_be_chosen() {
    let connector = |id: &str, issuer: &str| {
        format!(
            "- type: oidc\n  id: {id}\n  config:\n    issuer: {issuer}\n    clientID: @ID\n    clientSecret: @SECRET\n"
        )
    };
    let both = format!(
        "connectors:\n{}{}",
        connector("staff", ISSUER),
        connector("guests", "https://guests.okta.com")
    );
    let found = look("dex", &both, None).expect("found");
    assert_eq!(found.adopted.others.iter().map(label).collect::<Vec<_>>(), ["staff", "guests"]);
    let chosen = look("dex", &both, Some("guests")).expect("found");
    assert!(chosen.adopted.others.is_empty());
    assert_eq!(value(&chosen, &Field::Issuer).as_deref(), Some("https://guests.okta.com"));
    assert!(look("dex", &both, Some("nobody")).is_none());
    // Told the very same twice, it is one.
    let twice = "services:\n  web:\n    environment: &all\n      NEXTAUTH_URL: https://llm.example.net\n      AUTH_OKTA_CLIENT_ID: @ID\n      \
                 AUTH_OKTA_CLIENT_SECRET: @SECRET\n      AUTH_OKTA_ISSUER: @ISSUER\n  worker:\n    environment: *all\n";
    finds("langfuse", twice, ISSUER, &["base_url=https://llm.example.net"]);
    let users = |name: &str, issuer: &str| {
        format!(
            "- name: {name}\n  user:\n    exec:\n      args:\n      - --oidc-issuer-url={issuer}\n      - --oidc-client-id=@ID\n"
        )
    };
    let config = format!(
        "users:\n{}{}",
        users("test", "https://test.okta.com/oauth2/default"),
        users("live", "https://live.okta.com/oauth2/default")
    );
    let chosen = look("kubernetes", &config, Some("live")).expect("found");
    assert_eq!(value(&chosen, &Field::Issuer).as_deref(), Some("https://live.okta.com/oauth2/default"));
}

#[test]
fn what_is_there_and_cannot_be_read_is_kept_as_it_stands() {
    let text = "WEBUI_URL=https://chat.example.net\nOAUTH_CLIENT_ID=@ID\nOAUTH_CLIENT_SECRET=@SECRET\n\
                OPENID_PROVIDER_URL=see the wiki\nOPENID_REDIRECT_URI=https://chat.example.net/elsewhere\n";
    let look = look("open-webui", text, None).expect("found");
    let unfit: Vec<_> = look.adopted.unfit.iter().map(|one| (one.shown.as_str(), one.origin.line)).collect();
    assert!(
        unfit.is_empty() || unfit.contains(&("https://chat.example.net/elsewhere", Some(5))),
        "{unfit:?}"
    );
    assert!(
        !look.adopted.absent.iter().any(|(field, _)| *field == Field::Issuer),
        "{:?}",
        look.adopted.absent
    );
}

#[test]
fn a_file_of_something_else_is_nobodys() {
    for text in ["services:\n  web:\n    image: nginx\n", "issuer: x\n", "[server]\nport = 3\n"] {
        assert!(look("dex", text, None).is_none(), "{text}");
    }
}
