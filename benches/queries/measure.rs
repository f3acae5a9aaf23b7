//! Two forms of the same work in turn, and a table of what they took.

use std::time::{Duration, Instant};

use tablewright_benches::print_table;

/// How often both forms run in turn.
const ROUNDS: usize = 31;

/// About how long one form runs in each round.
const ROUND: Duration = Duration::from_millis(25);

pub(crate) struct Bench {
    rows: Vec<Vec<String>>,
    only: Option<String>,
}

#[derive(Clone, Copy)]
struct Cost {
    wall: f64,
    cpu: f64,
}

impl Bench {
    pub(crate) fn new() -> Self {
        let head = ["", "bare", "tablewright", "wall", "client CPU"];
        let only = std::env::args().skip(1).find(|argument| !argument.starts_with('-'));
        Self { rows: vec![head.map(String::from).to_vec()], only }
    }

    pub(crate) async fn run<T: PartialEq + std::fmt::Debug>(
        &mut self,
        name: &str,
        bare: impl AsyncFn() -> T,
        ours: impl AsyncFn() -> T,
    ) {
        if self.only.as_ref().is_some_and(|only| !name.contains(only.as_str())) {
            return;
        }
        assert_eq!(bare().await, ours().await, "{name}: both do the same");
        for _ in 0..3 {
            bare().await;
            ours().await;
        }
        let begun = Instant::now();
        bare().await;
        let times = (ROUND.as_secs_f64() / begun.elapsed().as_secs_f64()).clamp(1.0, 1000.0) as usize;
        let mut rounds = Vec::new();
        for round in 0..ROUNDS {
            // What one form leaves behind in caches must not always be the other one's luck.
            rounds.push(if round % 2 == 0 {
                let first = cost(times, &bare).await;
                (first, cost(times, &ours).await)
            } else {
                let first = cost(times, &ours).await;
                (cost(times, &bare).await, first)
            });
        }
        let time = |pick: &dyn Fn(&(Cost, Cost)) -> f64| median(rounds.iter().map(pick));
        self.rows.push(vec![
            name.to_owned(),
            format!("{:.0} us", time(&|(bare, _)| bare.wall * 1e6)),
            format!("{:.0} us", time(&|(_, ours)| ours.wall * 1e6)),
            format!("{:.2}", time(&|(bare, ours)| ours.wall / bare.wall)),
            format!("{:.2}", time(&|(bare, ours)| ours.cpu / bare.cpu)),
        ]);
    }

    pub(crate) fn print(&self) {
        print_table(&self.rows);
    }
}

async fn cost<T>(times: usize, work: &impl AsyncFn() -> T) -> Cost {
    let (cpu_before, begun) = (cpu(), Instant::now());
    for _ in 0..times {
        std::hint::black_box(work().await);
    }
    let (wall, cpu) = (begun.elapsed().as_secs_f64(), cpu() - cpu_before);
    Cost { wall: wall / times as f64, cpu: cpu / times as f64 }
}

/// Seconds of CPU time of this thread, on which all of the client runs; Linux only.
fn cpu() -> f64 {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let nanoseconds = text.split(' ').next().and_then(|figure| figure.parse::<f64>().ok());
    nanoseconds.unwrap_or(f64::NAN) / 1e9
}

fn median(figures: impl Iterator<Item = f64>) -> f64 {
    let mut figures: Vec<f64> = figures.collect();
    figures.sort_by(f64::total_cmp);
    figures[figures.len() / 2]
}
