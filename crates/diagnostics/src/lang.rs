//! The two languages of the product.

/// A language that a person reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Lang {
    /// Chinese (simplified).
    #[default]
    Zh,
    /// English.
    En,
}

impl Lang {
    /// The language of a locale name such as `zh_CN.UTF-8`: Chinese for any `zh`, English otherwise.
    #[must_use]
    pub fn of_locale(locale: &str) -> Self {
        if locale.to_ascii_lowercase().starts_with("zh") { Self::Zh } else { Self::En }
    }

    /// `zh` or `en`, whichever this language asks for.
    #[must_use]
    pub fn pick<T>(self, zh: T, en: T) -> T {
        match self {
            Self::Zh => zh,
            Self::En => en,
        }
    }
}

/// Something that prints in the reader's language: a unit, a form, a type.
pub trait Localised {
    /// The text in `lang`.
    fn in_lang(&self, lang: Lang) -> String;
}

/// A text that is known in both languages.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Both {
    /// Chinese.
    pub zh: String,
    /// English.
    pub en: String,
}

impl Both {
    /// Both texts.
    #[must_use]
    pub fn new(zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self { zh: zh.into(), en: en.into() }
    }

    /// The two texts of anything localised.
    #[must_use]
    pub fn of(thing: &impl Localised) -> Self {
        Self { zh: thing.in_lang(Lang::Zh), en: thing.in_lang(Lang::En) }
    }
}

impl Localised for Both {
    fn in_lang(&self, lang: Lang) -> String {
        lang.pick(&self.zh, &self.en).clone()
    }
}
