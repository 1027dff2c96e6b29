//! Passwords in files of settings: covered wherever a line of the file is shown.

/// A text with the passwords of its addresses covered, of the same length to the byte.
pub(crate) fn covered(text: &str) -> String {
    let mut bytes = text.as_bytes().to_vec();
    let mut cover = |from: usize, to: usize| {
        if let Some(secret) = bytes.get_mut(from..to) {
            secret.fill(b'*');
        }
    };
    let ends = |c: char| c == '"' || c == '\'' || c.is_whitespace();
    for (at, scheme) in text.match_indices("://") {
        let from = at + scheme.len();
        let rest = text.get(from..).unwrap_or("");
        let address = rest.get(..rest.find(ends).unwrap_or(rest.len())).unwrap_or("");
        // The last one: who forgot to write an @ of a password as %40 has not given it away.
        let Some(user) = address.rfind('@').and_then(|end| address.get(..end)) else { continue };
        if let Some(colon) = user.find(':') {
            cover(from + colon + 1, from + user.len());
        }
    }
    let small = text.to_ascii_lowercase();
    for word in ["password", "passwd", "pwd"] {
        for (at, _) in small.match_indices(word) {
            let behind = at + word.len();
            let rest = text.get(behind..).unwrap_or("");
            let sign = rest.trim_start_matches([' ', '\t', '"', '\'']);
            let Some(value) = sign.strip_prefix('=') else { continue };
            let value = value.trim_start_matches([' ', '\t']);
            let quoted = value.chars().next().filter(|c| matches!(c, '"' | '\''));
            let value = quoted.and_then(|sign| value.strip_prefix(sign)).unwrap_or(value);
            let from = text.len() - value.len();
            let end = match quoted {
                Some(sign) => value.find([sign, '\n']),
                None => value.find(|c: char| c == '&' || ends(c)),
            };
            cover(from, from + end.unwrap_or(value.len()));
        }
    }
    String::from_utf8(bytes).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::covered;

    #[test]
    fn passwords_are_covered_and_nothing_else() {
        let shown = [
            ("url = \"postgres://u:secret@h/d\"", "url = \"postgres://u:******@h/d\""),
            ("url = \"postgres://u:se@cr/t@h/d\" # a@b", "url = \"postgres://u:*******@h/d\" # a@b"),
            (
                "'postgres://h/d?user=u&password=geheim&port=1'",
                "'postgres://h/d?user=u&password=******&port=1'",
            ),
            ("password = \"密码 1\"\nx = 1", "password = \"********\"\nx = 1"),
            ("PassWord='a\"b'", "PassWord='***'"),
            ("\"password\" = \"geheim\"", "\"password\" = \"******\""),
            ("rulebook = \"../a:b\"", "rulebook = \"../a:b\""),
            ("url = \"postgres://u@h:5432/d\"", "url = \"postgres://u@h:5432/d\""),
            ("no password here", "no password here"),
        ];
        for (text, expected) in shown {
            assert_eq!(covered(text), expected);
            assert_eq!(covered(text).len(), text.len());
        }
    }
}
