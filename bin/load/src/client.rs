//! The clients.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use http_body_util::{BodyExt, Full};
use hyper::body::Bytes;
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper::{Request, header};
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;

use crate::plan::{Plan, Random, Step, filled};
use crate::tally::Tally;

/// A turn that takes longer counts as broken off.
const PATIENCE: Duration = Duration::from_secs(30);
/// Broken turns after which a client gives up: the server is gone.
const BREAKS: u32 = 20;

type Connection = SendRequest<Full<Bytes>>;

/// Carries the plan out.
pub async fn run(plan: Plan) -> Tally {
    let (plan, turns, start) = (Arc::new(plan), Arc::new(AtomicU64::new(0)), Instant::now());
    let clients: Vec<_> =
        (0..plan.clients).map(|_| tokio::spawn(client(Arc::clone(&plan), Arc::clone(&turns), start))).collect();
    let mut total = Tally::default();
    for client in clients {
        match client.await {
            Ok(tally) => total.add(tally),
            Err(e) => total.broke(e.to_string()),
        }
    }
    total.took = start.elapsed();
    total
}

async fn client(plan: Arc<Plan>, turns: Arc<AtomicU64>, start: Instant) -> Tally {
    let (mut tally, mut random, mut connection, mut breaks) = (Tally::default(), Random::new(), None, 0);
    while breaks < BREAKS && start.elapsed() < plan.time {
        let n = turns.fetch_add(1, Ordering::Relaxed);
        if n >= plan.count {
            break;
        }
        let began = Instant::now();
        let outcome =
            match tokio::time::timeout(PATIENCE, turn(&plan, n, &mut random, &mut connection, &mut tally)).await {
                Ok(outcome) => outcome,
                Err(e) => Err(e.to_string()),
            };
        match outcome {
            Ok(()) => tally.turn(began.elapsed()),
            Err(cause) => {
                tally.broke(cause);
                connection = None;
                breaks += 1;
            }
        }
    }
    tally
}

async fn turn(
    plan: &Plan,
    n: u64,
    random: &mut Random,
    connection: &mut Option<Connection>,
    tally: &mut Tally,
) -> Result<(), String> {
    let mut location = None;
    for step in &plan.steps {
        let mut request = Request::builder().header(header::HOST, plan.address.to_string());
        for (name, value) in &plan.headers {
            request = request.header(name, value);
        }
        let (method, path, body) = match step {
            Step::Get(path) => ("GET", filled(path, n, random), String::new()),
            Step::Post(path) => ("POST", filled(path, n, random), filled(&plan.form, n, random)),
            Step::Follow => ("GET", location.take().ok_or("nothing to follow")?, String::new()),
        };
        if method == "POST" {
            request = request
                .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
                .header("sec-fetch-site", "same-origin");
        }
        let request = request.method(method).uri(path).body(Full::new(Bytes::from(body))).map_err(|e| e.to_string())?;
        location = send(plan, request, connection, tally).await?;
    }
    Ok(())
}

/// Sends, reads the answer to its end and counts it. Gives the path the answer leads to.
async fn send(
    plan: &Plan,
    request: Request<Full<Bytes>>,
    connection: &mut Option<Connection>,
    tally: &mut Tally,
) -> Result<Option<String>, String> {
    let sender = match connection {
        Some(sender) if !sender.is_closed() => sender,
        _ => connection.insert(connect(plan).await?),
    };
    sender.ready().await.map_err(|e| e.to_string())?;
    let response = sender.send_request(request).await.map_err(|e| e.to_string())?;
    let status = response.status().as_u16();
    let location = response.headers().get(header::LOCATION).and_then(|v| v.to_str().ok()).map(str::to_owned);
    let mut body = response.into_body();
    let mut bytes = 0;
    while let Some(frame) = body.frame().await {
        bytes += frame.map_err(|e| e.to_string())?.data_ref().map_or(0, |data| data.len() as u64);
    }
    tally.answer(status, location.as_deref(), bytes);
    Ok(location)
}

async fn connect(plan: &Plan) -> Result<Connection, String> {
    let stream = TcpStream::connect(plan.address).await.map_err(|e| e.to_string())?;
    stream.set_nodelay(true).map_err(|e| e.to_string())?;
    let (sender, connection) = handshake(TokioIo::new(stream)).await.map_err(|e| e.to_string())?;
    tokio::spawn(connection);
    Ok(sender)
}
