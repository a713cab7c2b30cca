//! SIGTERM.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use crate::program::{PATIENCE, Program, home};

fn connect(server: &Program) -> TcpStream {
    let stream = TcpStream::connect(server.url.trim_start_matches("http://")).expect("the server accepts");
    stream.set_read_timeout(Some(PATIENCE)).expect("a timeout");
    stream
}

#[test]
fn a_request_in_flight_is_finished_and_the_exit_is_a_success() {
    let home = home();
    let mut server = Program::serve(home.path(), &[("CAREERBASE_SHUTDOWN_TIMEOUT", "30")]);
    let body = br#"{"email":"ada@example.com","password":"correct horse battery staple"}"#;
    let mut stream = connect(&server);
    let head = format!(
        "POST /api/v1/auth/register HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n\
         Content-Length: {}\r\nExpect: 100-continue\r\n\r\n",
        body.len()
    );
    stream.write_all(head.as_bytes()).expect("the head is sent");
    // The server asks for the body: the request has begun.
    let mut reader = BufReader::new(stream.try_clone().expect("a second handle"));
    let mut line = String::new();
    reader.read_line(&mut line).expect("an interim answer");
    assert!(line.starts_with("HTTP/1.1 100"), "{line}");

    server.terminate();
    let deadline = Instant::now() + PATIENCE;
    while TcpStream::connect(server.url.trim_start_matches("http://")).is_ok() {
        assert!(Instant::now() < deadline, "it still accepts connections");
        std::thread::sleep(Duration::from_millis(10));
    }
    stream.write_all(body).expect("the body is sent");
    let mut answer = String::new();
    reader.read_to_string(&mut answer).expect("the answer arrives whole");
    assert!(answer.contains("HTTP/1.1 201 Created"), "{answer}");
    assert!(answer.contains("access_token"), "{answer}");
    assert!(server.wait(PATIENCE).success());
}

#[test]
fn a_connection_that_is_idle_does_not_hold_up_the_end() {
    let home = home();
    let mut server = Program::serve(home.path(), &[("CAREERBASE_SHUTDOWN_TIMEOUT", "60")]);
    let mut stream = connect(&server);
    stream.write_all(b"GET /api/v1/health/live HTTP/1.1\r\nHost: localhost\r\n\r\n").expect("the request is sent");
    let mut line = String::new();
    BufReader::new(stream.try_clone().expect("a second handle")).read_line(&mut line).expect("an answer");
    assert!(line.starts_with("HTTP/1.1 200"), "{line}");
    let _silent = connect(&server);
    server.terminate();
    assert!(server.wait(Duration::from_secs(30)).success());
}

#[test]
fn a_request_that_never_ends_is_given_up_after_the_timeout() {
    let home = home();
    let mut server = Program::serve(home.path(), &[("CAREERBASE_SHUTDOWN_TIMEOUT", "1")]);
    let mut stream = connect(&server);
    let head = "POST /api/v1/auth/login HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n\
                Content-Length: 10\r\nExpect: 100-continue\r\n\r\n";
    stream.write_all(head.as_bytes()).expect("the head is sent");
    let mut line = String::new();
    BufReader::new(stream.try_clone().expect("a second handle")).read_line(&mut line).expect("an interim answer");
    server.terminate();
    assert!(server.wait(Duration::from_secs(30)).success());
}
