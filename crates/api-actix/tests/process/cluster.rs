//! A PostgreSQL cluster that one test may stop and start as it likes.

use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;

const BIN_VARIABLE: &str = "CAREERBASE_TEST_POSTGRES_BIN";

pub struct Cluster {
    directory: TempDir,
    bin: PathBuf,
    port: u16,
}

impl Cluster {
    pub fn start() -> Self {
        let directory = TempDir::with_prefix("careerbase-cluster-").expect("a directory");
        let port = TcpListener::bind("127.0.0.1:0").and_then(|free| free.local_addr()).expect("a free port").port();
        let cluster = Self { directory, bin: bin(), port };
        if is_root() {
            run(Command::new("chown").arg("postgres").arg(cluster.home()));
        }
        let data = cluster.data();
        let arguments = ["-U", "postgres", "-A", "trust", "--no-sync", "-E", "UTF8", "--locale=C.UTF-8"];
        run(cluster.program("initdb").arg("-D").arg(&data).args(arguments));
        cluster.up();
        cluster
    }

    pub fn url(&self) -> String {
        format!("postgres://postgres@127.0.0.1:{}/postgres", self.port)
    }

    /// Starts it, and waits until it takes connections.
    pub fn up(&self) {
        let socket = self.home().display().to_string();
        let options = format!("-p {} -c listen_addresses=127.0.0.1 -c unix_socket_directories={socket}", self.port);
        let log = self.home().join("server.log");
        let mut command = self.program("pg_ctl");
        run(command.arg("-D").arg(self.data()).args(["-w", "-t", "60", "-l"]).arg(log).args(["-o", &options, "start"]));
    }

    /// Stops it as if it had crashed: nobody is asked, nothing is finished.
    pub fn crash(&self) {
        run(self.program("pg_ctl").arg("-D").arg(self.data()).args(["-m", "immediate", "-w", "stop"]));
    }

    fn home(&self) -> &Path {
        self.directory.path()
    }

    fn data(&self) -> PathBuf {
        self.home().join("data")
    }

    /// One of the server's programs, which refuse to run as root.
    fn program(&self, name: &str) -> Command {
        let program = self.bin.join(name);
        let mut command = if is_root() {
            let mut command = Command::new("runuser");
            command.args(["-u", "postgres", "--"]).arg(program);
            command
        } else {
            Command::new(program)
        };
        command.current_dir(self.home());
        command
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        let mut stop = self.program("pg_ctl");
        stop.arg("-D").arg(self.data()).args(["-m", "immediate", "-w", "stop"]);
        let _ = stop.stdout(Stdio::null()).stderr(Stdio::null()).status();
    }
}

/// Its output is thrown away: a server that was started would hold a pipe open for ever.
fn run(command: &mut Command) {
    let status = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).status();
    assert!(status.as_ref().is_ok_and(std::process::ExitStatus::success), "{command:?}: {status:?}");
}

fn is_root() -> bool {
    let output = Command::new("id").arg("-u").output().expect("the program id");
    output.stdout.trim_ascii() == b"0"
}

#[allow(clippy::disallowed_methods, reason = "the script that runs the tests says where the server's programs are")]
fn bin() -> PathBuf {
    let bin = std::env::var(BIN_VARIABLE).unwrap_or_else(|_| {
        panic!("{BIN_VARIABLE} is not set: run `make test`, or `scripts/with-postgres cargo nextest run --workspace`")
    });
    PathBuf::from(bin)
}
