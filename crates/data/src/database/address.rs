//! Where the database is, and who asks: the address of the data set, and the environment for what it leaves out.

use std::path::Path;
use std::time::Duration;

use postgres::Config;
use postgres::config::{Host, SslMode};
use shensuan_diagnostics::codes::database as codes;
use shensuan_diagnostics::{Message, Note};

use super::passwords;

/// What a setting says that must be kept to.
const REQUIRED: &str = "require";

/// The port where none is named.
const PORT: u16 = 5432;

/// Where servers put their sockets, where no host is named.
const SOCKETS: [&str; 2] = ["/var/run/postgresql", "/tmp"];

/// How long is waited for a connection, where nobody says.
const PATIENCE: Duration = Duration::from_secs(10);

/// A connection without a word for so long is asked whether it is still there: every `PULSE`, `PULSES` times.
const SILENCE: Duration = Duration::from_secs(30);
const PULSE: Duration = Duration::from_secs(10);
const PULSES: u32 = 3;

/// An address, complete.
pub(super) struct Address {
    pub(super) config: Config,
    /// As it is shown: without the user, and never with a password.
    pub(super) shown: String,
    /// What is said of passwords, where none is found.
    pub(super) hint: Option<Message>,
}

/// Why there is none.
pub(super) struct NoAddress {
    pub(super) why: Message,
    /// The way out.
    pub(super) help: Note,
}

impl NoAddress {
    fn unwritten(why: impl Into<Message>) -> Self {
        Self { why: why.into(), help: codes::HOW_ADDRESSES_ARE }
    }
}

impl Address {
    /// The address that a data set names; what it leaves out, by the environment.
    pub(super) fn of(url: Option<&str>, env: &dyn Fn(&str) -> Option<String>) -> Result<Self, NoAddress> {
        let port = env("PGPORT").unwrap_or_else(|| PORT.to_string());
        let mut said = url.map_or_else(|| Ok((Config::new(), None)), |url| read(url, &port))?;
        let (config, mode) = (&mut said.0, said.1);
        let (mode, setting) = match mode {
            Some(mode) => (Some(mode), "sslmode"),
            None => (env("PGSSLMODE"), "PGSSLMODE"),
        };
        plain(mode.as_deref(), setting)?;
        // Others by which the programs of PostgreSQL are told that a connection must be encrypted.
        for (name, demands) in
            [("PGREQUIRESSL", "1"), ("PGCHANNELBINDING", REQUIRED), ("PGGSSENCMODE", REQUIRED)]
        {
            if env(name).is_some_and(|value| value == demands) {
                return Err(encrypted(name, demands));
            }
        }
        config.ssl_mode(SslMode::Disable);
        if config.get_hosts().is_empty() && config.get_hostaddrs().is_empty() {
            match env("PGHOST") {
                Some(hosts) => hosts.split(',').for_each(|host| {
                    config.host(host.trim());
                }),
                None => {
                    config.host(local(&port));
                }
            }
        }
        if config.get_ports().is_empty() {
            for port in port.split(',') {
                let wrong = |_| NoAddress::unwritten(codes::WHY_NO_SUCH_SETTING.with("name", "PGPORT"));
                config.port(port.trim().parse().map_err(wrong)?);
            }
        }
        if config.get_user().is_none()
            && let Some(user) = env("PGUSER").or_else(|| env("USER")).or_else(|| env("LOGNAME"))
        {
            config.user(&user);
        }
        if config.get_dbname().is_none()
            && let Some(name) = env("PGDATABASE")
        {
            config.dbname(&name);
        }
        if config.get_options().is_none()
            && let Some(options) = env("PGOPTIONS")
        {
            config.options(&options);
        }
        if config.get_application_name().is_none() {
            config.application_name(&env("PGAPPNAME").unwrap_or_else(|| "shensuan".to_owned()));
        }
        if config.get_connect_timeout().is_none() {
            let told = env("PGCONNECT_TIMEOUT").and_then(|seconds| seconds.trim().parse().ok());
            config.connect_timeout(told.filter(|told| *told > 0).map_or(PATIENCE, Duration::from_secs));
        }
        config.keepalives_idle(SILENCE).keepalives_interval(PULSE).keepalives_retries(PULSES);
        config.tcp_user_timeout(SILENCE + PULSE * PULSES);
        let mut hint = None;
        if config.get_password().is_none() {
            match env("PGPASSWORD") {
                Some(password) => {
                    config.password(password);
                }
                None => match passwords::find(config, env) {
                    Ok(Some(password)) => {
                        config.password(password);
                    }
                    Ok(None) => hint = Some(codes::WHERE_PASSWORDS_ARE.into()),
                    Err(of_all) => hint = Some(of_all),
                },
            }
        }
        let (config, _) = said;
        let shown = shown(&config);
        Ok(Self { config, shown, hint })
    }
}

/// Reads an address, of which hosts without a port have this one; apart from it whether it asks for encryption.
fn read(url: &str, port: &str) -> Result<(Config, Option<String>), NoAddress> {
    let unwritten = || NoAddress::unwritten(codes::WHY_NO_ADDRESS);
    let rest = url.strip_prefix("postgres://").or_else(|| url.strip_prefix("postgresql://"));
    let (base, settings) = rest.ok_or_else(unwritten)?.split_once('?').unwrap_or((rest.unwrap_or(""), ""));
    // A password with an @ or a slash that is not written as %40 or %2F would end up among hosts and names, and in messages.
    let (authority, name) = base.split_once('/').unwrap_or((base, ""));
    if authority.matches('@').count() > 1 || name.contains(['@', '/']) {
        return Err(unwritten());
    }
    let mut mode = None;
    let mut kept = Vec::new();
    for setting in settings.split('&').filter(|setting| !setting.is_empty()) {
        let (name, value) = setting.split_once('=').ok_or_else(unwritten)?;
        match name {
            "sslmode" => mode = Some(value.to_owned()),
            // Without encryption there is nothing for these to settle, but one thing.
            "channel_binding" | "gssencmode" if value == REQUIRED => return Err(encrypted(name, value)),
            "channel_binding" | "gssencmode" => {}
            "host"
            | "port"
            | "user"
            | "password"
            | "dbname"
            | "options"
            | "application_name"
            | "connect_timeout"
            | "hostaddr"
            | "target_session_attrs" => kept.push(setting),
            other => {
                return Err(NoAddress::unwritten(codes::WHY_NO_SUCH_SETTING.with("name", other)));
            }
        }
    }
    let (user, hosts) = authority.split_once('@').map_or(("", authority), |(user, hosts)| (user, hosts));
    let hosts = hosts.split(',').filter(|host| !host.is_empty()).map(|host| {
        let named = host.rsplit_once(']').map_or(host, |(_, behind)| behind).contains(':');
        if named { host.to_owned() } else { format!("{host}:{port}") }
    });
    let hosts = hosts.collect::<Vec<_>>().join(",");
    let user = if user.is_empty() { String::new() } else { format!("{user}@") };
    let whole = format!("postgres://{user}{hosts}/{name}?{}", kept.join("&"));
    let config = whole.trim_end_matches('?').parse::<Config>().map_err(|_| unwritten())?;
    Ok((config, mode))
}

/// Refuses what only an encrypted connection can give.
fn plain(mode: Option<&str>, setting: &str) -> Result<(), NoAddress> {
    match mode {
        None | Some("disable" | "allow" | "prefer") => Ok(()),
        Some(mode @ (REQUIRED | "verify-ca" | "verify-full")) => Err(encrypted(setting, mode)),
        Some(_) => Err(NoAddress::unwritten(codes::WHY_NO_SUCH_SETTING.with("name", setting))),
    }
}

/// Why nobody connects where something demands an encrypted connection.
fn encrypted(setting: &str, value: &str) -> NoAddress {
    let why = codes::WHY_TLS_WANTED.with("setting", format!("{setting}={value}"));
    NoAddress { why, help: codes::CONNECT_OTHERWISE }
}

/// The folder of the socket of this machine's server; the machine by its name where there is no such folder.
fn local(port: &str) -> &'static str {
    let port = port.split(',').next().unwrap_or_default();
    let has = |folder: &&&str| Path::new(folder).join(format!(".s.PGSQL.{port}")).exists();
    SOCKETS.iter().find(has).copied().unwrap_or("localhost")
}

fn shown(config: &Config) -> String {
    let host = config.get_hosts().first().map_or_else(
        || config.get_hostaddrs().first().map(ToString::to_string).unwrap_or_default(),
        |host| match host {
            Host::Tcp(name) => name.clone(),
            #[cfg(unix)]
            Host::Unix(path) => path.display().to_string(),
        },
    );
    let name = config.get_dbname().or_else(|| config.get_user()).unwrap_or("");
    let port = config.get_ports().first().copied().unwrap_or(PORT);
    if host.starts_with('/') {
        let port = if port == PORT { String::new() } else { format!("&port={port}") };
        format!("postgres:///{name}?host={host}{port}")
    } else if host.contains(':') {
        format!("postgres://[{host}]:{port}/{name}")
    } else {
        format!("postgres://{host}:{port}/{name}")
    }
}

#[cfg(test)]
mod tests {
    use super::{Address, NoAddress};
    use shensuan_diagnostics::Lang;

    fn of(url: Option<&str>, env: &[(&str, &str)]) -> Result<Address, NoAddress> {
        let env =
            |name: &str| env.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned());
        Address::of(url, &env)
    }

    fn refused(url: &str, env: &[(&str, &str)]) -> String {
        let Err(refused) = of(Some(url), env) else { panic!("{url} is an address") };
        refused.why.text(Lang::En)
    }

    #[test]
    fn what_an_address_leaves_out_is_of_the_environment() {
        let env = [("PGHOST", "db.example"), ("PGPORT", "6000"), ("PGUSER", "u"), ("PGDATABASE", "d")];
        let all = of(None, &env).ok().unwrap();
        assert_eq!(all.shown, "postgres://db.example:6000/d");
        assert_eq!((all.config.get_user(), all.config.get_password()), (Some("u"), None));
        let some = of(Some("postgres://me:p%40ss@other/census"), &env).ok().unwrap();
        assert_eq!(some.shown, "postgres://other:6000/census");
        assert_eq!(some.config.get_password(), Some("p@ss".as_bytes()));
        let socket = of(Some("postgresql:///d?host=/run/pg&port=1"), &env).ok().unwrap();
        assert_eq!(socket.shown, "postgres:///d?host=/run/pg&port=1");
    }

    #[test]
    fn nothing_is_read_in_plain_where_encryption_is_asked_for() {
        for mode in ["require", "verify-ca", "verify-full"] {
            assert!(refused(&format!("postgres://h/d?sslmode={mode}"), &[]).contains("encrypted"));
            assert!(refused("postgres://h/d", &[("PGSSLMODE", mode)]).contains("PGSSLMODE"));
        }
        assert!(of(Some("postgres://h/d?sslmode=prefer"), &[("PGSSLMODE", "require")]).is_ok());
        for (name, value) in
            [("PGREQUIRESSL", "1"), ("PGCHANNELBINDING", "require"), ("PGGSSENCMODE", "require")]
        {
            assert!(refused("postgres://h/d", &[(name, value)]).contains(name));
            assert!(of(Some("postgres://h/d"), &[(name, "prefer")]).is_ok());
        }
        for setting in ["channel_binding", "gssencmode"] {
            assert!(refused(&format!("postgres://h/d?{setting}=require"), &[]).contains("encrypted"));
            assert!(of(Some(&format!("postgres://h/d?{setting}=disable")), &[]).is_ok());
        }
        assert!(refused("postgres://h/d?sslmode=no", &[]).contains("sslmode"));
    }

    #[test]
    fn no_piece_of_a_password_is_taken_for_something_else() {
        for url in [
            "postgres://u:se@cret@h/d",
            "postgres://u:se/cret@h/d",
            "host=h password=secret",
            "mysql://u:secret@h/d",
            "postgres://u:se?cret@h/d",
            "postgres://u:se#cret@h:x/d",
        ] {
            let why = refused(url, &[]);
            assert!(!why.contains("se") || why == "the address is not written as one", "{url}: {why}");
            assert!(!why.contains("cret"), "{url}: {why}");
        }
    }
}
