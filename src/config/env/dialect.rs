//! Who reads an env file, and so what its quotes and dollars mean.

/// How a file of `KEY=value` lines is read by the program that loads it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum EnvDialect {
    /// `EnvironmentFile=` of systemd, systemd.exec(5): quotes are taken off, nothing is expanded.
    Systemd,
    /// `docker run --env-file`: everything after the first `=` is the value, quotes included.
    Docker,
    /// `.env` and `env_file` of Docker Compose, and the dotenv libraries: quotes are taken off, `$` is expanded.
    Compose,
    /// Lines of `export KEY=value` that a POSIX shell reads.
    Shell,
}
