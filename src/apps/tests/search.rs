//! What people type when they look for an application, and the guide that must come first.

use super::super::catalogue;
use crate::base::words::Voice;

const TABLE: &[(&str, &str)] = &[
    ("k8s", "kubernetes"),
    ("kube", "kubernetes"),
    ("kubectl", "kubernetes"),
    ("cluster rbac", "kubernetes"),
    ("argo", "argocd"),
    ("argo cd", "argocd"),
    ("gitops", "argocd"),
    ("argo workflows", "argo-workflows"),
    ("prom dashboards", "grafana"),
    ("prometheus", "grafana"),
    ("loki", "grafana"),
    ("grafana generic", "grafana-generic"),
    ("s3", "minio"),
    ("object storage", "minio"),
    ("vault", "vault"),
    ("hashicorp", "vault"),
    ("secrets", "vault"),
    ("bao", "openbao"),
    ("nginx", "nginx-plus"),
    ("apache", "mod-auth-openidc"),
    ("httpd", "mod-auth-openidc"),
    ("caddy", "caddy-security"),
    ("traefik", "traefik"),
    ("nginx ingress", "ingress-nginx"),
    ("kong", "kong-konnect"),
    ("kong gateway", "kong-gateway"),
    ("service mesh", "istio"),
    ("envoy", "envoy-gateway"),
    ("alb", "aws-alb"),
    ("aws load balancer", "aws-alb"),
    ("cognito", "aws-cognito"),
    ("cloudflare", "cloudflare-access"),
    ("tailnet", "tailscale"),
    ("forgejo", "gitea"),
    ("gitlab", "gitlab"),
    ("omniauth", "gitlab"),
    ("git repositories", "gitea"),
    ("jenkins", "jenkins"),
    ("continuous integration", "jenkins"),
    ("sonar", "sonarqube"),
    ("code quality", "sonarqube"),
    ("maven", "nexus"),
    ("docker registry", "harbor"),
    ("container registry", "harbor"),
    ("rancher", "rancher"),
    ("hypervisor", "proxmox"),
    ("pve", "proxmox"),
    ("notebooks", "jupyterhub"),
    ("jupyter", "jupyterhub"),
    ("dags", "airflow"),
    ("etl", "airflow"),
    ("bi", "superset"),
    ("business intelligence", "superset"),
    ("experiments", "mlflow"),
    ("machine learning", "mlflow"),
    ("postgres", "pgadmin"),
    ("error tracking", "sentry"),
    ("kibana", "elastic"),
    ("elk", "elastic"),
    ("elasticsearch", "elastic"),
    ("logs", "elastic"),
    ("wiki", "wikijs"),
    ("photos", "immich"),
    ("scans", "paperless-ngx"),
    ("dropbox", "nextcloud"),
    ("slack", "mattermost"),
    ("rocket", "rocketchat"),
    ("forum", "discourse"),
    ("zapier", "n8n"),
    ("low code", "tooljet"),
    ("llm gateway", "litellm"),
    ("ollama", "open-webui"),
    ("chatgpt", "open-webui"),
    ("prompts", "langfuse"),
    ("next.js", "authjs"),
    ("nextauth", "authjs"),
    ("java", "spring-boot"),
    ("developer portal", "backstage"),
    ("broker", "authentik"),
    ("red hat sso", "keycloak"),
    ("workspaces", "coder"),
    ("remote development", "coder"),
    ("oauth proxy", "oauth2-proxy"),
    ("forward auth", "oauth2-proxy"),
    ("beyondcorp", "pomerium"),
    ("sales calls", "gong"),
    ("b2b", "workos"),
    ("api gateway", "apisix"),
    ("vpn", "headscale"),
    ("grafana sso", "grafana"),
    ("okta grafana", "grafana"),
    ("login for gitlab", "gitlab"),
    ("single sign-on jenkins", "jenkins"),
    ("sso kubernetes cluster", "kubernetes"),
    ("grafna", "grafana"),
    ("kubernets", "kubernetes"),
    ("own app", "other"),
    ("custom", "other"),
    ("terraform cloud", "other"),
    ("something else", "other"),
    ("another application", "other"),
];

#[test]
fn what_people_type_leads_to_the_guide_that_they_mean() {
    let wrong: Vec<_> = TABLE
        .iter()
        .map(|(query, id)| {
            (query, id, catalogue::search(Voice::default(), query).first().map(|card| card.id))
        })
        .filter(|(_, id, first)| *first != Some(**id))
        .collect();
    assert!(wrong.is_empty(), "typed, meant, found: {wrong:#?}");
}

#[test]
fn words_that_fit_every_guide_are_passed_over_and_others_must_all_fit() {
    assert!(catalogue::search(Voice::default(), "grafana zzzzzz").is_empty());
    assert!(catalogue::search(Voice::default(), "okta sso").is_empty());
}
