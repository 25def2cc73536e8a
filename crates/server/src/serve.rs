//! From settings to a listening server, and back to a quiet disk.

use crate::{clock::Clock, job, router, settings::Settings, state::AppState};
use madoguchi_schema::{diagnostic::Diagnostic, source::SourceSet};
use madoguchi_store::StoreError;
use std::{net::SocketAddr, path::PathBuf};
use tokio::{net::TcpListener, signal::unix::SignalKind};

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
        source: std::io::Error,
    },
    /// The definitions have mistakes.
    #[error("the definitions have mistakes")]
    Definitions {
        /// The files.
        sources: SourceSet,
        /// The mistakes.
        diagnostics: Vec<Diagnostic>,
    },
    /// The address cannot be listened on, or listening ended.
    #[error("cannot listen on {address}")]
    Listen {
        /// The address.
        address: SocketAddr,
        /// Why.
        #[source]
        source: std::io::Error,
    },
    /// The data directory cannot be used.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Serves until SIGTERM or SIGINT, finishes the requests in flight, flushes and returns.
pub async fn serve(settings: Settings) -> Result<(), ServeError> {
    let address = settings.listen;
    let failed = |source| ServeError::Listen { address, source };
    let listener = TcpListener::bind(address).await.map_err(failed)?;
    let bound = listener.local_addr().map_err(failed)?;
    let state = AppState::open(settings, Clock::System).await?;
    if state.settings.demo {
        println!("{}", crate::demo::seed(&state).await?);
    }
    let jobs = job::start(&state);
    announce(bound);
    let service = router::app(state.clone()).into_make_service_with_connect_info::<SocketAddr>();
    let served = axum::serve(listener, service).with_graceful_shutdown(told_to_stop()).await;
    drop(jobs);
    state.store.close();
    served.map_err(failed)
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
