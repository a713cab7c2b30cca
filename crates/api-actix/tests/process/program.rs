//! Runs the program, and ends it whatever becomes of the test.

use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use tempfile::TempDir;

/// Longer than anything takes on a machine that is busy.
pub const PATIENCE: Duration = Duration::from_mins(1);

/// What a command said, once it has come to its end.
#[derive(Debug)]
pub struct Ended {
    pub status: ExitStatus,
    pub stdout: String,
    pub stderr: String,
}

/// A working directory of its own, so that no `.env` is read and the data go with the test.
pub fn home() -> TempDir {
    TempDir::with_prefix("careerbase-process-").expect("a directory")
}

/// The program with these arguments and settings, and no others.
pub fn careerbase(home: &Path, arguments: &[&str], settings: &[(&str, &str)]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_careerbase"));
    command.args(arguments).current_dir(home).env_clear();
    command.env("CAREERBASE_BIND", "127.0.0.1:0").env("CAREERBASE_BCRYPT_COST", "4");
    command.env("CAREERBASE_RATE_LIMIT", "off");
    command.envs(settings.iter().copied());
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// Runs a command that ends by itself.
pub fn run(home: &Path, arguments: &[&str], settings: &[(&str, &str)]) -> Ended {
    let mut child = careerbase(home, arguments, settings).spawn().expect("the program starts");
    let stdout = read_all(child.stdout.take().expect("a pipe"));
    let stderr = read_all(child.stderr.take().expect("a pipe"));
    let Some(status) = wait(&mut child, PATIENCE) else {
        child.kill().expect("it can be killed");
        panic!("`careerbase {}` does not end", arguments.join(" "));
    };
    Ended { status, stdout: stdout.join().expect("its output"), stderr: stderr.join().expect("its output") }
}

fn read_all(mut pipe: impl Read + Send + 'static) -> JoinHandle<String> {
    std::thread::spawn(move || {
        let mut bytes = Vec::new();
        pipe.read_to_end(&mut bytes).expect("its output");
        String::from_utf8_lossy(&bytes).into_owned()
    })
}

fn wait(child: &mut Child, patience: Duration) -> Option<ExitStatus> {
    let deadline = Instant::now() + patience;
    while Instant::now() < deadline {
        if let Some(status) = child.try_wait().expect("the state of a child") {
            return Some(status);
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    None
}

/// `careerbase serve`, ready to be asked.
pub struct Program {
    child: Child,
    /// `http://127.0.0.1:…`
    pub url: String,
    /// What it said when it was ready.
    pub announcement: String,
}

impl Program {
    pub fn serve(home: &Path, settings: &[(&str, &str)]) -> Self {
        Self::begin(home, settings).ready()
    }

    /// Starts it without waiting until it is ready.
    pub fn begin(home: &Path, settings: &[(&str, &str)]) -> Starting {
        let mut child = careerbase(home, &["serve"], settings).spawn().expect("the program starts");
        let lines = BufReader::new(child.stdout.take().expect("a pipe")).lines();
        let (sender, receiver) = mpsc::channel();
        std::thread::spawn(move || {
            for line in lines.map_while(Result::ok) {
                let _ = sender.send(line);
            }
        });
        let log = read_all(child.stderr.take().expect("a pipe"));
        Starting { child: Some(child), lines: receiver, log: Some(log) }
    }

    /// Ends it without a word of warning.
    pub fn kill(mut self) {
        self.child.kill().expect("it can be killed");
        self.child.wait().expect("its end");
    }

    /// Asks it to end, as an init system would.
    pub fn terminate(&self) {
        // The shell's own `kill`: the program of that name is a package that may be missing.
        let kill = format!("kill -TERM {}", self.child.id());
        let sent = Command::new("sh").args(["-c", &kill]).status().expect("a shell");
        assert!(sent.success());
    }

    /// Waits for its end.
    pub fn wait(&mut self, patience: Duration) -> ExitStatus {
        wait(&mut self.child, patience).expect("it ends in time")
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// On its way; dropping it ends it.
pub struct Starting {
    child: Option<Child>,
    lines: Receiver<String>,
    log: Option<JoinHandle<String>>,
}

impl Starting {
    pub fn ready(mut self) -> Program {
        let mut announcement = String::new();
        let deadline = Instant::now() + PATIENCE;
        while !announcement.contains("  data ") {
            let left = deadline.saturating_duration_since(Instant::now());
            let Ok(line) = self.lines.recv_timeout(left) else {
                let mut child = self.child.take().expect("a child");
                let _ = child.kill();
                let _ = child.wait();
                panic!("it did not become ready: {}", self.log.take().expect("a log").join().expect("its log"));
            };
            announcement.push_str(&line);
            announcement.push('\n');
        }
        let (_, rest) = announcement.split_once("http://").expect("its address");
        let address = rest.split('/').next().expect("its address");
        let child = self.child.take().expect("a child");
        Program { child, url: format!("http://{address}"), announcement }
    }
}

impl Drop for Starting {
    fn drop(&mut self) {
        if let Some(mut child) = self.child.take() {
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}
