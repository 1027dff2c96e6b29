//! `~/.pgpass`: passwords by host, port, database and user, as `psql` reads them.

use std::fs;
use std::path::PathBuf;

use postgres::Config;
use postgres::config::Host;
use shensuan_diagnostics::Message;
use shensuan_diagnostics::codes::database as codes;

/// The password for an address; or what is said of a file that others may read.
pub(super) fn find(config: &Config, env: &dyn Fn(&str) -> Option<String>) -> Result<Option<String>, Message> {
    let of_home = || Some(PathBuf::from(env("HOME")?).join(".pgpass"));
    let Some(path) = env("PGPASSFILE").map(PathBuf::from).or_else(of_home) else { return Ok(None) };
    let Ok(about) = fs::metadata(&path) else { return Ok(None) };
    if !about.is_file() {
        return Ok(None);
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        if about.permissions().mode() & 0o077 != 0 {
            return Err(codes::PASSWORDS_OF_ALL.with("path", path.display().to_string()));
        }
    }
    let Ok(text) = fs::read_to_string(&path) else { return Ok(None) };
    let hosts: Vec<String> = match config.get_hosts().first() {
        Some(Host::Tcp(name)) => vec![name.clone()],
        #[cfg(unix)]
        Some(Host::Unix(path)) => vec!["localhost".to_owned(), path.display().to_string()],
        None => config.get_hostaddrs().iter().map(ToString::to_string).collect(),
    };
    let user = config.get_user().unwrap_or("");
    let wanted = Wanted {
        hosts: &hosts,
        port: &config.get_ports().first().copied().unwrap_or(5432).to_string(),
        database: config.get_dbname().unwrap_or(user),
        user,
    };
    Ok(wanted.among(&text))
}

/// Whose password is looked for.
struct Wanted<'w> {
    hosts: &'w [String],
    port: &'w str,
    database: &'w str,
    user: &'w str,
}

impl Wanted<'_> {
    /// The first that fits.
    fn among(&self, text: &str) -> Option<String> {
        text.lines().filter(|line| !line.starts_with('#')).find_map(|line| {
            let [host, port, database, user, password] = <[String; 5]>::try_from(pieces(line)).ok()?;
            let fits = |piece: &str, wanted: &str| piece == "*" || piece == wanted;
            let of_host = self.hosts.iter().any(|wanted| fits(&host, wanted));
            (of_host && fits(&port, self.port) && fits(&database, self.database) && fits(&user, self.user))
                .then_some(password)
        })
    }
}

/// The pieces of a line: four end at a colon, the fifth at the end of the line. A backslash takes what follows as it is.
fn pieces(line: &str) -> Vec<String> {
    let mut pieces = vec![String::new()];
    let mut characters = line.chars();
    while let Some(c) = characters.next() {
        if c == ':' && pieces.len() < 5 {
            pieces.push(String::new());
            continue;
        }
        let taken = if c == '\\' { characters.next().unwrap_or(c) } else { c };
        if let Some(last) = pieces.last_mut() {
            last.push(taken);
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::Wanted;

    #[test]
    fn the_first_line_that_fits() {
        let hosts = ["localhost".to_owned(), "/tmp".to_owned()];
        let find =
            |text: &str, user: &str| Wanted { hosts: &hosts, port: "5432", database: "d", user }.among(text);
        let text =
            "# remark\nother:*:*:*:no\n*:5433:*:*:no\nlocalhost:5432:d:u\\:v:a\\\\b:c\n*:*:*:w:second\n";
        assert_eq!(find(text, "u:v").as_deref(), Some("a\\b:c"));
        assert_eq!(find(text, "w").as_deref(), Some("second"));
        assert_eq!(find(text, "x"), None);
        assert_eq!(find("/tmp:*:*:*:of the socket", "x").as_deref(), Some("of the socket"));
    }
}
