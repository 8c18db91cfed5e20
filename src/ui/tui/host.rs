//! What the wizard needs of the program around it: saved connections, guides of one's own, the practice, files.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::sync::mpsc::UnboundedSender;

use super::event_loop::{Report, Runner};
use crate::base::words::{Message, key};
use crate::base::{Secret, Timestamp};
use crate::engine::effect::{Effect, FileChange, FileTrouble, FileTroubleKind, Gathered};
use crate::io::practice_server::{self, PRACTICE_PORT, PracticeAnswer, Running};
use crate::io::{self, World, detached, disk, store};
use crate::practice::{self, AppSpec, Keys, Org, Seeds};
use crate::ui::report::{Document, Format, Options, ResultDocument};
use crate::wizard::{HostReport, HostTask, LIMIT_MS, Practice, Read, SavedAbout, SavedConnection, Wizard};

/// The practice's custom authorization server.
const CUSTOM_SERVER: &str = "default";

/// The practice Okta while it runs: what it holds, and the server in front of it.
struct Served {
    office: Arc<Mutex<Office>>,
    _running: Running,
}

/// What the practice answers from.
struct Office {
    org: Org,
    seeds: Seeds,
    keys: Keys,
}

/// Runs what the real program’s wizard wants done.
pub struct RealRunner {
    world: World,
    reports: UnboundedSender<Report>,
    practice: Arc<Mutex<Option<Served>>>,
    config_dir: Option<PathBuf>,
}

impl RealRunner {
    /// A runner over this world; guides of one's own are in `config_dir`, where it is given.
    pub fn new(world: World, config_dir: Option<PathBuf>, reports: UnboundedSender<Report>) -> Self {
        Self { world, reports, practice: Arc::default(), config_dir }
    }

    /// Ends everything that still runs.
    pub(in crate::ui) async fn finish(&mut self) {
        self.world.finish().await;
    }

    fn tell(&self, report: HostReport) {
        // Nobody listening any more means that the program is ending.
        let _ = self.reports.send(Report::Host(report));
    }

    /// Does work that may take long on a thread of its own, so that drawing goes on; after a while it is given up.
    fn beside(
        &self,
        work: impl FnOnce() -> HostReport + Send + 'static,
        too_slow: impl FnOnce() -> HostReport + Send + 'static,
    ) {
        let reports = self.reports.clone();
        tokio::spawn(async move {
            let done = tokio::time::timeout(Duration::from_millis(LIMIT_MS), detached::run(work)).await;
            let _ = reports.send(Report::Host(done.ok().and_then(Result::ok).unwrap_or_else(too_slow)));
        });
    }

    fn list(&self) -> Vec<SavedConnection> {
        let listed = self.world.store().and_then(|store| store.list().ok()).unwrap_or_default();
        let mut all: Vec<(Option<Timestamp>, SavedConnection)> = listed
            .into_iter()
            .map(|one| {
                let changed = one.record.as_ref().ok().map(|record| record.changed);
                let about = match &one.record {
                    Ok(record) => {
                        let issuer = record.issuer.as_deref().or(record.organization.as_deref());
                        let is_practice_gone = issuer.is_some_and(practice_server::is_gone);
                        Ok(SavedAbout { is_practice_gone, ..SavedAbout::of(record) })
                    }
                    Err(trouble) => Err(trouble.detail.clone()),
                };
                (changed, SavedConnection { name: one.name, about })
            })
            .collect();
        all.sort_by_key(|(changed, _)| std::cmp::Reverse(*changed));
        all.into_iter().map(|(_, one)| one).collect()
    }

    fn load(&self, name: &str) -> HostReport {
        let loaded = match self.world.store() {
            Some(store) => store.load(name),
            None => Err(trouble(Path::new(name), key!("io.store.no_home"))),
        };
        HostReport::Loaded(loaded.map(Box::new))
    }

    fn own_guides(&self) -> HostReport {
        let folder = self.config_dir.clone().or_else(store::config_dir);
        let found = folder.and_then(|folder| store::guides(&folder).ok()).unwrap_or_default();
        HostReport::OwnGuides(
            found.into_iter().filter_map(|guide| Some((guide.path, guide.text.ok()?))).collect(),
        )
    }

    fn start_practice(&self) {
        let reports = self.reports.clone();
        let place = Arc::clone(&self.practice);
        tokio::spawn(async move {
            let started = serve().await;
            let told = started.map(|(served, told)| {
                if let Ok(mut place) = place.lock() {
                    *place = Some(served);
                }
                told
            });
            let _ = reports.send(Report::Host(HostReport::Practice(told)));
        });
    }

    fn with_practice<T>(&self, work: impl FnOnce(&mut Office) -> T) -> Option<T> {
        let place = self.practice.lock().ok()?;
        let mut office = place.as_ref()?.office.lock().ok()?;
        Some(work(&mut office))
    }

    fn register(&self, name: &str, redirects: &[String], sign_out: &[String], is_public: bool) {
        let redirects: Vec<&str> = redirects.iter().map(String::as_str).collect();
        let sign_out: Vec<&str> = sign_out.iter().map(String::as_str).collect();
        let spec = AppSpec::web(name, &redirects).with_refresh().with_groups().with_sign_out(&sign_out);
        let spec = if is_public { spec.without_secret() } else { spec };
        let registered = self.with_practice(|office| {
            let Office { org, seeds, .. } = office;
            let registered = org.register(spec, World::now(), seeds);
            // An application that is set up with a custom server finds its claim and its access policy there, as the
            // guide's steps would have them made.
            let claim = org.app(&registered.0).and_then(|app| app.groups_claim.clone());
            if let Some(server) = org.server_mut(CUSTOM_SERVER) {
                server.groups_claim = claim;
                server.access_policy = true;
            }
            registered
        });
        if let Some((client_id, secret)) = registered {
            self.tell(HostReport::Registered { client_id, secret });
        }
    }

    fn add_redirect(&self, client_id: &str, redirect: String) {
        self.with_practice(|office| {
            if let Some(app) =
                office.org.app_mut(client_id).filter(|app| !app.redirect_uris.contains(&redirect))
            {
                app.redirect_uris.push(redirect);
            }
        });
    }

    fn unregister(&self, client_id: &str, redirect: &str) {
        self.with_practice(|office| {
            if let Some(app) = office.org.app_mut(client_id) {
                app.redirect_uris.retain(|uri| uri != redirect);
            }
        });
    }

    fn export(&self, wizard: &Wizard) {
        let Some(setup) = wizard.setup() else { return };
        let name = setup.connection().name.clone();
        let options = Options { voice: wizard.voice(), ..Options::default() };
        let result = ResultDocument::of(&name, setup.evidence(), setup.diagnosis(), options);
        let report = Document::of(vec![result]);
        let text = Secret::new(report.render(Format::Markdown, wizard.voice()));
        self.tell(HostReport::Saved(save_fresh(&format!("usher-report-{name}.md"), &text)));
    }
}

impl Runner for RealRunner {
    fn setup(&mut self, effect: Effect) {
        self.world.perform(effect);
    }

    fn host(&mut self, task: HostTask, wizard: &Wizard) {
        match task {
            HostTask::ListConnections => self.tell(HostReport::Connections(self.list())),
            HostTask::Load(name) => self.tell(self.load(&name)),
            HostTask::OwnGuides => self.tell(self.own_guides()),
            HostTask::StartPractice => self.start_practice(),
            HostTask::Register { name, redirects, sign_out, is_public } => {
                self.register(&name, &redirects, &sign_out, is_public);
            }
            HostTask::AddRedirect { client_id, redirect } => self.add_redirect(&client_id, redirect),
            HostTask::Unregister { client_id, redirect } => self.unregister(&client_id, &redirect),
            HostTask::StopPractice => {
                if let Ok(mut place) = self.practice.lock() {
                    *place = None;
                }
            }
            HostTask::Gather(wants) => {
                let too_slow = || HostReport::Gathered(Gathered::default());
                self.beside(move || HostReport::Gathered(io::gathering::gather(&wants)), too_slow);
            }
            HostTask::LookFor(mut files) => self.beside(
                move || {
                    files.retain(|file| disk::is_file(file));
                    HostReport::Standing(files)
                },
                || HostReport::Standing(Vec::new()),
            ),
            HostTask::Complete { folder, begins } => {
                let none = HostReport::Completed { begins: begins.clone(), names: Vec::new() };
                let list = move || {
                    let names = disk::names_in(&folder, &begins);
                    HostReport::Completed { begins, names }
                };
                self.beside(list, || none);
            }
            HostTask::ReadFile(path) => {
                self.beside(move || HostReport::FileRead(disk::read(&path)), too_slow);
            }
            HostTask::ReadInto(reading) => {
                self.beside(move || HostReport::ReadInto(reading.read()), too_slow);
            }
            HostTask::FreePort(ports) => self.tell(HostReport::FreePort(io::free_port(&ports))),
            HostTask::SaveText { name, text } => self.tell(HostReport::Saved(save_fresh(&name, &text))),
            HostTask::ExportReport => self.export(wizard),
            // The terminal's own; the loop does them.
            HostTask::PrintRaw(_) | HostTask::Suspend | HostTask::Redraw => {}
        }
    }

    fn now(&self) -> Timestamp {
        World::now()
    }
}

fn too_slow() -> HostReport {
    HostReport::ReadInto(Read::TooSlow)
}

/// Writes a text to a new file in the current folder; where one of that name stands already, a number is added.
fn save_fresh(name: &str, text: &Secret) -> Result<PathBuf, FileTrouble> {
    let folder = std::env::current_dir().map_err(|error| trouble(Path::new(name), error.to_string()))?;
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, "txt"));
    for count in 1..100 {
        let file = if count == 1 { name.to_owned() } else { format!("{stem}-{count}.{ending}") };
        let path = folder.join(file);
        let change = FileChange { path: path.clone(), old: None, new: text.clone(), holds_secret: false };
        match disk::write(&change, World::now()) {
            Err(refused) if refused.kind == FileTroubleKind::Changed => {}
            Err(refused) => return Err(refused),
            Ok(_) => return Ok(path),
        }
    }
    Err(trouble(&folder.join(name), key!("io.disk.changed")))
}

fn trouble(path: &Path, detail: impl Into<Message>) -> FileTrouble {
    FileTrouble { path: path.to_path_buf(), kind: FileTroubleKind::Other, detail: detail.into() }
}

/// Starts the practice Okta; its signing key is made on a worker.
async fn serve() -> Result<(Served, Practice), Message> {
    let key = practice_server::make_key().await.map_err(|trouble| trouble.detail)?;
    let seed = World::seed().map_err(|trouble| trouble.detail)?;
    let keys = Keys::from_key(key, "usher-practice");
    let office =
        Arc::new(Mutex::new(Office { org: Org::new("practice", ""), seeds: Seeds::new(&seed), keys }));
    let mut last = Message::default();
    for port in [PRACTICE_PORT, 0] {
        let shared = Arc::clone(&office);
        let started = practice_server::start(port, io::Limits::default(), move |origin| {
            if let Ok(mut office) = shared.lock() {
                office.org = Org::new("practice", &origin.origin().ascii_serialization());
            }
            answerer(Arc::clone(&shared))
        });
        match started.await {
            Ok(running) => {
                let told = told(&office, &running);
                return Ok((Served { office, _running: running }, told));
            }
            Err(trouble) => last = trouble.detail,
        }
    }
    Err(last)
}

fn answerer(office: Arc<Mutex<Office>>) -> PracticeAnswer {
    Box::new(move |request, now| {
        // A lock that broke in another request still guards whole data: every answer is one call.
        let mut office = office.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let Office { org, seeds, keys } = &mut *office;
        practice::answer(org, &request, now, seeds, keys)
    })
}

fn told(office: &Mutex<Office>, running: &Running) -> Practice {
    let office = office.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    let people = office.org.users.iter().map(|user| (user.login.clone(), user.about.into())).collect();
    Practice {
        origin: running.origin.origin().ascii_serialization(),
        people,
        password: practice::PASSWORD.to_owned(),
    }
}
