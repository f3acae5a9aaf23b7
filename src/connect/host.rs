//! One host of a URL that may name several, with the settings that belong to it.

use std::net::IpAddr;

use tokio_postgres::Config;
use tokio_postgres::config::{Host, LoadBalanceHosts};

/// The settings for each host, in the order in which they are to be tried. The driver would try them within one time limit;
/// apart from each other, one that is silent leaves the others theirs.
pub(super) fn each(config: &Config) -> Vec<Config> {
    let count = config.get_hosts().len().max(config.get_hostaddrs().len());
    let mut hosts: Vec<usize> = (0..count).collect();
    match config.get_load_balance_hosts() {
        LoadBalanceHosts::Random => fastrand::shuffle(&mut hosts),
        // The driver's list may grow; what is unknown is the order as written.
        _ => {}
    }
    hosts.into_iter().map(|at| only(config, at)).collect()
}

/// The settings with one of the hosts.
fn only(config: &Config, at: usize) -> Config {
    let mut one = without_hosts(config);
    match config.get_hosts().get(at) {
        Some(Host::Tcp(name)) => one.host(name.as_str()),
        #[cfg(unix)]
        Some(Host::Unix(path)) => one.host_path(path),
        None => &mut one,
    };
    if let Some(address) = config.get_hostaddrs().get(at) {
        one.hostaddr(*address);
    }
    let ports = config.get_ports();
    if let Some(port) = ports.get(at).or(ports.first()) {
        one.port(*port);
    }
    one
}

/// The settings of one host, at an address that was found for it; its certificate still has to name the host.
pub(super) fn at(config: &Config, address: IpAddr) -> Config {
    let mut one = only(config, 0);
    one.hostaddr(address);
    one
}

/// The name that has to be resolved before the host can be reached.
pub(super) fn name(config: &Config) -> Option<&str> {
    if !config.get_hostaddrs().is_empty() {
        return None;
    }
    match config.get_hosts().first() {
        Some(Host::Tcp(name)) => Some(name),
        #[cfg(unix)]
        Some(Host::Unix(_)) => None,
        None => None,
    }
}

/// Whether all hosts are folders with a socket, where libpq does not encrypt whatever `sslmode` says.
pub(super) fn are_local(config: &Config) -> bool {
    let is_local = |host: &Host| match host {
        Host::Tcp(_) => false,
        #[cfg(unix)]
        Host::Unix(_) => true,
    };
    !config.get_hosts().is_empty() && config.get_hosts().iter().all(is_local)
}

fn without_hosts(config: &Config) -> Config {
    let mut one = Config::new();
    let text = |value: Option<&str>, set: &mut dyn FnMut(&str)| value.into_iter().for_each(set);
    text(config.get_user(), &mut |user| _ = one.user(user));
    text(config.get_dbname(), &mut |name| _ = one.dbname(name));
    text(config.get_options(), &mut |options| _ = one.options(options));
    text(config.get_application_name(), &mut |name| _ = one.application_name(name));
    if let Some(password) = config.get_password() {
        one.password(password);
    }
    if let Some(limit) = config.get_connect_timeout() {
        one.connect_timeout(*limit);
    }
    if let Some(limit) = config.get_tcp_user_timeout() {
        one.tcp_user_timeout(*limit);
    }
    one.keepalives(config.get_keepalives()).keepalives_idle(config.get_keepalives_idle());
    if let Some(interval) = config.get_keepalives_interval() {
        one.keepalives_interval(interval);
    }
    if let Some(retries) = config.get_keepalives_retries() {
        one.keepalives_retries(retries);
    }
    one.ssl_mode(config.get_ssl_mode())
        .ssl_negotiation(config.get_ssl_negotiation())
        .target_session_attrs(config.get_target_session_attrs())
        .channel_binding(config.get_channel_binding())
        .load_balance_hosts(config.get_load_balance_hosts());
    one
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Everything that the driver can be told stays told: a parameter that it learns later has to be added here.
    #[test]
    fn nothing_is_lost() {
        let url = "postgres://ada:secret@a:1,b:2/shop?options=-c%20a%3Db&application_name=x&sslmode=require\
                   &sslnegotiation=direct&connect_timeout=3&tcp_user_timeout=4&keepalives=1&keepalives_idle=5\
                   &keepalives_interval=6&keepalives_retries=7&target_session_attrs=read-write\
                   &channel_binding=require&load_balance_hosts=disable&hostaddr=127.0.0.1,127.0.0.2";
        let whole: Config = url.parse().expect("a good URL");
        let each = each(&whole);
        assert_eq!(each.len(), 2);
        let second = url.replace("a:1,b:2", "b:2").replace("127.0.0.1,127.0.0.2", "127.0.0.2");
        assert_eq!(each[1], second.parse::<Config>().expect("a good URL"));
        assert_eq!(each[1].get_password(), Some(&b"secret"[..]));
    }
}
