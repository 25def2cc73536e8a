//! From settings to a listening server, and back to a quiet disk.

use crate::{clock::Clock, job, router, settings::Settings, state::AppState};
use madoguchi_schema::{diagnostic::Diagnostic, source::SourceSet};
use madoguchi_store::StoreError;
use std::{future::IntoFuture, io, net::SocketAddr, path::PathBuf, time::Duration};
use tokio::{net::TcpListener, signal::unix::SignalKind, sync::watch};

/// Why the server does not run.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// A definition file or folder cannot be read.
    #[error("cannot read {}", path.display())]
    Read {
        /// Which.
        path: PathBuf,
        /// Why.
        #[source]
        source: io::Error,
    },
    /// The definitions have mistakes.
    #[error("the definitions have mistakes")]
    Definitions {
        /// The files.
        sources: SourceSet,
        /// The mistakes.
        diagnostics: Vec<Diagnostic>,
    },
    /// Examples of a definition fail.
    #[error("examples fail; nothing was published\n{failed}")]
    Examples {
        /// Which, and what differed.
        failed: String,
    },
    /// The address cannot be listened on, or listening ended.
    #[error("cannot listen on {address}")]
    Listen {
        /// The address.
        address: SocketAddr,
        /// Why.
        #[source]
        source: io::Error,
    },
    /// The data directory cannot be used.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Longest time that requests in flight may take after the signal.
const FAREWELL: Duration = Duration::from_secs(20);

/// Serves until SIGTERM or SIGINT, finishes the requests in flight, flushes and returns.
///
/// It answers while the demo is being filled; the addresses are printed when all is there.
pub async fn serve(settings: Settings) -> Result<(), ServeError> {
    let address = settings.listen;
    let failed = |source| ServeError::Listen { address, source };
    let listener = TcpListener::bind(address).await.map_err(failed)?;
    let bound = listener.local_addr().map_err(failed)?;
    let state = AppState::open(settings, Clock::System).await?;
    let (stop, stopped) = watch::channel(false);
    tokio::spawn(async move {
        told_to_stop().await;
        let _ = stop.send(true);
    });
    let service = router::app(state.clone()).into_make_service_with_connect_info::<SocketAddr>();
    let server = axum::serve(listener, service).with_graceful_shutdown(signal(stopped.clone()));
    let mut server = tokio::spawn(server.into_future());
    if state.settings.demo {
        println!("{}", crate::demo::seed(&state).await?);
    }
    let jobs = job::start(&state);
    announce(bound);
    let served = tokio::select! {
        served = &mut server => served.unwrap_or_else(|e| Err(io::Error::other(e))),
        () = overdue(stopped) => Ok(()),
    };
    server.abort();
    drop(jobs);
    state.store.close();
    served.map_err(failed)
}

async fn signal(mut stopped: watch::Receiver<bool>) {
    let _ = stopped.wait_for(|stopped| *stopped).await;
}

/// Resolves when requests take too long after the signal.
async fn overdue(stopped: watch::Receiver<bool>) {
    signal(stopped).await;
    tokio::time::sleep(FAREWELL).await;
    tracing::warn!("requests in flight were cut off");
}

/// Tells where the pages are.
fn announce(address: SocketAddr) {
    println!("住民のページ  http://{address}/");
    println!("職員のページ  http://{address}/office");
}

/// Resolves at SIGTERM or SIGINT.
async fn told_to_stop() {
    let terminate = async {
        match tokio::signal::unix::signal(SignalKind::terminate()) {
            Ok(mut signal) => {
                signal.recv().await;
            }
            Err(_) => std::future::pending().await,
        }
    };
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        () = terminate => {}
    }
}
