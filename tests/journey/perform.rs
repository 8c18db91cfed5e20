//! Each task of a set-up, performed: the network is the practice Okta, the disk a map, the browser a visitor.

use std::path::{Path, PathBuf};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use url::Url;
use usher::base::{Answer, Exchange, Header, Request, Secret, Trouble, TroubleKind};
use usher::engine::Intent;
use usher::engine::effect::{
    CopyWay, FileChange, FileTrouble, FileTroubleKind, Outcome, Place, Receipt, Task, TaskId, Wanted,
};
use usher::practice;

use crate::tests::journey::rig::{KEYS, Rig, SECRET};
use crate::tests::journey::visitor::Ended;
use crate::tests::support::application::visited;

impl Rig {
    /// Writes a file, in whose place somebody puts this text before it is read back.
    pub(crate) fn write_over(&mut self, format: &str, text: &str) {
        let path = Path::new("there");
        self.intend(Intent::Plan { format: format.to_owned(), path: Some(path.to_owned()) });
        self.run();
        self.intend(Intent::Write { unproven: true });
        let is_read = |task: &Task| matches!(task, Task::Read(_));
        self.run_until(|rig| rig.files.contains_key(path) && rig.waiting(is_read).is_some());
        self.files.insert(path.to_owned(), text.to_owned());
        self.run();
    }

    pub(crate) fn perform(&mut self, id: TaskId, task: Task, depth: usize) -> Option<(Outcome, usize)> {
        self.outward += usize::from(matches!(task, Task::SendOutward(_)));
        let outcome = match task {
            Task::Send(request) | Task::SendOutward(request) => {
                let outcome = Outcome::Answered(Box::new(self.exchange(&request)));
                self.sent.push((request, depth + 1));
                return Some((outcome, depth + 1));
            }
            Task::Visit(request, _) => {
                self.visited.push(request.clone());
                visited(request, self.sends.as_deref(), self.now)
            }
            Task::Randomness => {
                let bytes: Vec<u8> = (0..96).map(|at| self.randomness.wrapping_add(at)).collect();
                self.randomness = self.randomness.wrapping_add(96);
                Outcome::Random(Secret::new(URL_SAFE_NO_PAD.encode(bytes)))
            }
            Task::Listen { redirect } => Outcome::Listening(self.listen(id, &redirect)),
            Task::Open(address) => Outcome::Opened(self.open(&address, depth)),
            Task::Copy(_) | Task::CopySecret(_) => Outcome::Copied(Ok(CopyWay::Host)),
            Task::Wake { after_ms } => {
                let at = self.now.plus_ms(i64::try_from(after_ms).unwrap());
                self.timers.push((at, id, depth));
                return None;
            }
            Task::Read(path) => Outcome::FileRead(Ok(self.files.get(&path).map(|text| text.as_str().into()))),
            Task::Plan(planning) => Outcome::PlanMade(planning.make().map(Box::new)),
            Task::Compare(comparing) => Outcome::Compared(comparing.make().map(Box::new)),
            Task::Place(wanted) => Outcome::Placed(wanted.iter().map(|one| Ok(self.place(one))).collect()),
            Task::Write { change, backup } => Outcome::FileWritten(self.write(&change, backup)),
            Task::Restore { path, backup, expected } => {
                Outcome::FileWritten(self.restore(&path, backup.as_deref(), Some(&expected)))
            }
            Task::Gather(_) => Outcome::Gathered(usher::engine::effect::Gathered::default()),
            Task::FetchSecret(_) => Outcome::SecretFetched(Ok(Secret::new(SECRET))),
            Task::Store(_) if self.is_record_frozen => {
                let record = Path::new("/home/ana/.local/share/usher/connections/coder.json");
                Outcome::Stored(Err(Self::trouble_at(record, FileTroubleKind::Denied)))
            }
            Task::Store(record) => {
                self.records.push(*record);
                Outcome::Stored(Ok(u64::try_from(self.records.len()).unwrap()))
            }
        };
        Some((outcome, depth))
    }

    /// The exchange of a request, not noted as sent.
    pub(crate) fn exchange(&mut self, request: &Request) -> Exchange {
        let at = self.now;
        self.now = at.plus_ms(20);
        let kind = self.trouble_with(&request.url);
        let outcome = match kind {
            Some(kind) => Err(Trouble {
                kind,
                target: request.url.host_str().unwrap_or_default().into(),
                detail: "as the system says".into(),
            }),
            None => self.capped(request),
        };
        Exchange { request: request.clone(), at, outcome }
    }

    /// The answer, unless it is larger than the real client reads.
    fn capped(&mut self, request: &Request) -> Result<Answer, Trouble> {
        let answer = Answer { at: self.now, elapsed_ms: 20, ..self.answer_to(request) };
        if answer.body.reveal().len() <= 2 << 20 {
            return Ok(answer);
        }
        let target = request.url.host_str().unwrap_or_default().into();
        Err(Trouble { kind: TroubleKind::TooLarge, target, detail: "more than 2 MiB".into() })
    }

    fn trouble_with(&self, url: &Url) -> Option<TroubleKind> {
        let place = format!("{}{}", url.host_str().unwrap_or_default(), url.path());
        let named = self.trouble.iter().find(|(part, _)| place.contains(part.as_str()));
        let origin = url.origin().ascii_serialization();
        let mine = origin == self.org.origin
            || origin == self.org.admin_origin()
            || self.org.custom_domain() == Some(origin);
        named.map(|(_, kind)| *kind).or_else(|| (!mine).then_some(TroubleKind::Dns))
    }

    fn answer_to(&mut self, request: &Request) -> Answer {
        let mut answer = practice::answer(&mut self.org, request, self.now, &mut self.seeds, &KEYS);
        if let Some(echo) = self.echo {
            let secrets = self.secrets_told(request);
            echo.bend(request, &secrets, &mut answer);
        }
        if request.url.path().ends_with("/token") {
            self.issued.extend(tokens_in(&answer));
        }
        let asked = request.url.as_str();
        if let Some((_, instead)) = self.instead.iter().find(|(part, _)| asked.contains(part.as_str())) {
            answer.status = instead.status;
            answer.body = Secret::new(instead.body.as_str());
            answer.headers.retain(|header| !matches!(header.name.as_str(), "location" | "content-type"));
            let kind = instead.r#type.as_deref().unwrap_or("application/json");
            answer.headers.push(Header::new("content-type", kind));
            let wait = instead.retry_after.iter().map(|wait| Header::new("retry-after", wait.as_str()));
            answer.headers.extend(wait);
        }
        answer
    }

    fn listen(&mut self, id: TaskId, redirect: &Url) -> Result<Vec<String>, Trouble> {
        let port = redirect.port().unwrap_or_default();
        if self.port_taken {
            let detail = "Address already in use".into();
            return Err(Trouble {
                kind: TroubleKind::Other,
                target: format!("127.0.0.1:{port}").into(),
                detail,
            });
        }
        self.listener = Some(id);
        Ok(vec![format!("127.0.0.1:{port}"), format!("[::1]:{port}")])
    }

    fn open(&mut self, address: &Url, depth: usize) -> Result<(), Trouble> {
        if !self.browser {
            let detail = "no browser was found".into();
            return Err(Trouble { kind: TroubleKind::Other, target: "browser".into(), detail });
        }
        if let Some(login) = self.person.clone() {
            self.visit(address, &login, depth);
        }
        Ok(())
    }

    /// A person opens an address; where it leads back, the answer waits at the listener.
    pub(crate) fn visit(&mut self, address: &Url, login: &str, depth: usize) {
        let back = self.setup.evidence().subject.test_redirect.clone();
        let mut visitor = std::mem::take(&mut self.visitor);
        let ended = visitor.visit(address, &back, login, &mut |request| self.answer_to(request));
        self.visitor = visitor;
        if let Ended::Back(raw) = &ended {
            let raw = self.callback.as_ref().map_or_else(|| raw.clone(), |error| error.raw(address));
            self.arrived = Some((raw, depth));
        }
        self.visits.push(ended);
    }

    /// A person signs in at the provider for something else.
    pub(crate) fn sign_in_at_home(&mut self, home: &Url, login: &str) {
        let mut visitor = std::mem::take(&mut self.visitor);
        visitor.sign_in(home, login, &mut |request| self.answer_to(request));
        self.visitor = visitor;
    }

    fn trouble_at(path: &Path, kind: FileTroubleKind) -> FileTrouble {
        FileTrouble { path: path.to_owned(), kind, detail: "as the system says".into() }
    }

    fn place(&self, wanted: &Wanted) -> Place {
        let names =
            (1..).map(|count: u32| PathBuf::from(format!("{}.backup-{count}", wanted.path.display())));
        let mut free = names.skip_while(|name| self.files.contains_key(name));
        Place { path: wanted.path.clone(), backup: free.next().filter(|_| wanted.is_there) }
    }

    fn write(&mut self, change: &FileChange, backup: Option<PathBuf>) -> Result<Receipt, FileTrouble> {
        let there = self.files.get(&change.path).cloned();
        if there.as_deref() != change.old.as_ref().map(Secret::reveal) {
            return Err(Self::trouble_at(&change.path, FileTroubleKind::Changed));
        }
        self.files.extend(backup.clone().zip(there));
        self.files.insert(change.path.clone(), change.new.reveal().to_owned());
        Ok(Receipt { path: change.path.clone(), backup, at: self.now })
    }

    fn restore(
        &mut self,
        path: &Path,
        backup: Option<&Path>,
        expected: Option<&Secret>,
    ) -> Result<Receipt, FileTrouble> {
        let there = self.files.get(path).map(String::as_str);
        if expected.is_some_and(|text| Some(text.reveal()) != there) {
            return Err(Self::trouble_at(path, FileTroubleKind::Changed));
        }
        match backup {
            Some(backup) => {
                let text = self.files.get(backup).cloned();
                let text = text.ok_or_else(|| Self::trouble_at(backup, FileTroubleKind::Other))?;
                self.files.insert(path.to_owned(), text);
            }
            None => {
                self.files.remove(path);
            }
        }
        Ok(Receipt { path: path.to_owned(), backup: None, at: self.now })
    }
}

/// The access and refresh tokens of a token answer.
fn tokens_in(answer: &Answer) -> Vec<Secret> {
    let body: serde_json::Value = serde_json::from_str(answer.body.reveal()).unwrap_or_default();
    let names = ["access_token", "refresh_token"];
    names.iter().filter_map(|name| body.get(name)?.as_str().map(Secret::new)).collect()
}
