//! Files that are sealed: encrypted with a signature over all of it, so that any change breaks them.

use crate::base::words::{Message, message};

/// What a file was sealed with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Seal {
    /// SOPS, <https://getsops.io>.
    Sops,
    /// Ansible Vault.
    AnsibleVault,
    /// Bitnami's Sealed Secrets, of which only the cluster has the key.
    SealedSecret,
    /// git-crypt: the file is not unlocked in this working copy.
    GitCrypt,
    /// age or OpenPGP over the whole file.
    Encrypted,
}

impl Seal {
    /// How it is opened, as a sentence.
    pub(super) fn opened_by(self, path: &str) -> Message {
        match self {
            Self::Sops => message!("config.seal.sops", path = path),
            Self::AnsibleVault => message!("config.seal.ansible_vault", path = path),
            Self::SealedSecret => message!("config.seal.sealed_secret"),
            Self::GitCrypt => message!("config.seal.git_crypt"),
            Self::Encrypted => message!("config.seal.encrypted", path = path),
        }
    }
}

/// What a text is sealed with; `None` where anybody can read it.
pub fn seal(text: &str) -> Option<Seal> {
    if text.trim_start_matches('\0').starts_with("GITCRYPT") {
        return Some(Seal::GitCrypt);
    }
    text.lines().find_map(of_line)
}

fn of_line(line: &str) -> Option<Seal> {
    let outer = line.trim_end();
    let line = line.trim_start().trim_start_matches(['"', '\'']);
    let begins = |marks: &[&str]| marks.iter().any(|mark| line.starts_with(mark));
    if begins(&["$ANSIBLE_VAULT;"]) {
        return Some(Seal::AnsibleVault);
    }
    if begins(&["-----BEGIN AGE ", "-----BEGIN PGP MESSAGE"]) {
        return Some(Seal::Encrypted);
    }
    let is_sops = begins(&["sops_mac=", "[sops]"]) || outer == "sops:" || begins(&["sops\":"]);
    if is_sops || line.contains("ENC[AES256_GCM,") {
        return Some(Seal::Sops);
    }
    (line.trim_end() == "kind: SealedSecret").then_some(Seal::SealedSecret)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_seal_is_known_by_its_mark_and_nothing_else_is_one() {
        for (text, wanted) in [
            ("a: ENC[AES256_GCM,data:abc]\nsops:\n  mac: x\n", Some(Seal::Sops)),
            ("{\"a\": 1, \n \"sops\": {\"mac\": 1}}", Some(Seal::Sops)),
            ("A=ENC[AES256_GCM,data:abc]\nsops_mac=x\n", Some(Seal::Sops)),
            ("[a]\nb = 1\n\n[sops]\nmac = x\n", Some(Seal::Sops)),
            ("$ANSIBLE_VAULT;1.1;AES256\n6133\n", Some(Seal::AnsibleVault)),
            ("client_secret: !vault |\n  $ANSIBLE_VAULT;1.1;AES256\n  6133\n", Some(Seal::AnsibleVault)),
            ("apiVersion: bitnami.com/v1alpha1\nkind: SealedSecret\n", Some(Seal::SealedSecret)),
            ("\0GITCRYPT\0abc", Some(Seal::GitCrypt)),
            ("-----BEGIN AGE ENCRYPTED FILE-----\n", Some(Seal::Encrypted)),
            ("# sops: is what we should use\na: 1\n", None),
            ("tools:\n  sops: 3.9\n", None),
        ] {
            assert_eq!(seal(text), wanted, "{text}");
        }
    }
}
