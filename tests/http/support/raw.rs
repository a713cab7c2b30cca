//! Requests byte by byte, for what a well-behaved client never sends.

use std::net::SocketAddr;
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// Sends the bytes as far as the server takes them, and reads the answer until the server closes the connection.
pub async fn exchange(address: SocketAddr, request: &[u8]) -> String {
    let stream = TcpStream::connect(address).await.expect("the server accepts");
    let (mut reading, mut writing) = stream.into_split();
    let sending = async {
        // The server may well answer and close before it has seen all.
        let _ = writing.write_all(request).await;
        writing
    };
    let receiving = async {
        let mut answer = Vec::new();
        reading.read_to_end(&mut answer).await.map(|_| answer)
    };
    let both = tokio::time::timeout(Duration::from_secs(30), async { tokio::join!(sending, receiving) });
    let (_, answer) = both.await.expect("the server answers and closes");
    String::from_utf8(answer.expect("the answer arrives whole")).expect("an answer of text")
}
