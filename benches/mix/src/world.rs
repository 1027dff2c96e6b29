//! What there is to speak of: the forms, their fields, and the texts and codes that stand in them.

/// A form that enterprises file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Form {
    /// One an enterprise, filed by nearly all.
    Basic,
    /// One an enterprise.
    Water,
    /// One an enterprise.
    Energy,
    /// About three rows an enterprise.
    Outlets,
}

/// The forms, in the order of their numbers.
pub const FORMS: [Form; 4] = [Form::Basic, Form::Water, Form::Energy, Form::Outlets];

impl Form {
    /// As rules name it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Basic => "basic",
            Self::Water => "water",
            Self::Energy => "energy",
            Self::Outlets => "outlets",
        }
    }

    /// Of a thousand enterprises so many file it; of outlets the rows decide.
    #[must_use]
    pub fn filed_of_thousand(self) -> u64 {
        match self {
            Self::Basic => 998,
            Self::Water => 720,
            Self::Energy => 860,
            Self::Outlets => 1000,
        }
    }
}

/// A field, by its place in [`FIELDS`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Field(pub u8);

/// What a field holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    /// Numbers in a unit (empty for none).
    Number {
        /// The unit as it is written.
        unit: &'static str,
    },
    /// One of so many codes or texts; with the name of the code list, if they are codes.
    Entry {
        /// How many there are.
        entries: u32,
        /// The code list.
        list: Option<&'static str>,
    },
    /// Yes or no.
    Answer,
}

/// A field as it is declared.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Declared {
    /// As rules name it.
    pub name: &'static str,
    /// The form that it stands in.
    pub form: Form,
    /// What it holds.
    pub holds: Holds,
    /// Of a thousand cells so many are empty where the form is filed.
    pub empty_of_thousand: u64,
    /// A common number of the field; 1 where there are none.
    pub typical: f64,
}

const fn number(name: &'static str, form: Form, unit: &'static str, empty: u64, typical: f64) -> Declared {
    Declared { name, form, holds: Holds::Number { unit }, empty_of_thousand: empty, typical }
}

const fn code(name: &'static str, form: Form, list: &'static str, entries: u32, empty: u64) -> Declared {
    let holds = Holds::Entry { entries, list: Some(list) };
    Declared { name, form, holds, empty_of_thousand: empty, typical: 1.0 }
}

const fn text(name: &'static str, form: Form, entries: u32, empty: u64) -> Declared {
    let holds = Holds::Entry { entries, list: None };
    Declared { name, form, holds, empty_of_thousand: empty, typical: 1.0 }
}

const fn answer(name: &'static str, form: Form, empty: u64) -> Declared {
    Declared { name, form, holds: Holds::Answer, empty_of_thousand: empty, typical: 1.0 }
}

/// Every field.
pub const FIELDS: [Declared; 36] = [
    code("industry", Form::Basic, "industries", INDUSTRIES, 3),
    code("district", Form::Basic, "districts", 64, 2),
    code("status", Form::Basic, "states", 6, 10),
    code("ownership", Form::Basic, "owners", 20, 25),
    text("unit name", Form::Basic, 4096, 1),
    text("process", Form::Basic, 512, 120),
    number("staff", Form::Basic, "", 20, 60.0),
    number("hours", Form::Basic, "h", 60, 2400.0),
    number("area", Form::Basic, "m²", 150, 3000.0),
    number("income", Form::Basic, "万元", 90, 4000.0),
    number("turnover", Form::Basic, "元", 110, 40_000_000.0),
    answer("boiler", Form::Basic, 30),
    answer("discharges", Form::Basic, 15),
    text("receiving water", Form::Water, 256, 80),
    number("intake", Form::Water, "m³", 25, 20_000.0),
    number("tap water", Form::Water, "m³", 60, 12_000.0),
    number("own water", Form::Water, "m³", 250, 8_000.0),
    number("reused", Form::Water, "m³", 350, 5_000.0),
    number("wastewater", Form::Water, "m³", 40, 15_000.0),
    number("COD generated", Form::Water, "t", 130, 6.0),
    number("COD discharged", Form::Water, "kg", 130, 1_200.0),
    number("ammonia generated", Form::Water, "kg", 180, 400.0),
    number("ammonia discharged", Form::Water, "kg", 180, 90.0),
    number("coal", Form::Energy, "t", 300, 150.0),
    number("coke", Form::Energy, "t", 400, 40.0),
    number("gas", Form::Energy, "m³", 220, 50_000.0),
    number("power", Form::Energy, "kWh", 12, 900_000.0),
    number("heat", Form::Energy, "GJ", 330, 2_000.0),
    code("outlet kind", Form::Outlets, "outlet kinds", 8, 10),
    text("goes to", Form::Outlets, 128, 45),
    text("treatment", Form::Outlets, 256, 140),
    number("volume", Form::Outlets, "m³", 35, 5_000.0),
    number("load", Form::Outlets, "kg", 110, 400.0),
    number("ammonia load", Form::Outlets, "kg", 160, 30.0),
    number("strength", Form::Outlets, "mg/L", 140, 80.0),
    number("days", Form::Outlets, "d", 70, 280.0),
];

/// Classes of industry, in divisions of [`CLASSES_A_DIVISION`].
pub const INDUSTRIES: u32 = 600;
/// How many classes a division has.
pub const CLASSES_A_DIVISION: u32 = 15;
/// The words of which texts are made.
const WORDS: [&str; 32] = [
    "电镀", "印染", "酸洗", "喷涂", "造纸", "制革", "食品", "化工", "合成", "水泥", "玻璃", "陶瓷", "铸造",
    "锻造", "机械", "电子", "纺织", "橡胶", "塑料", "制药", "冷却", "焙烧", "精馏", "结晶", "过滤", "沉淀",
    "蒸发", "萃取", "干燥", "包装", "回用", "外排",
];

impl Field {
    /// Every field.
    pub fn all() -> impl Iterator<Item = Self> {
        (0..FIELDS.len()).filter_map(|place| u8::try_from(place).ok().map(Self))
    }

    /// The field of a name.
    ///
    /// # Panics
    /// There is none.
    #[must_use]
    #[expect(clippy::panic, reason = "the names stand in this crate")]
    pub fn named(name: &str) -> Self {
        Self::all()
            .find(|field| field.declared().name == name)
            .unwrap_or_else(|| panic!("no field is called {name}"))
    }

    /// How it is declared.
    #[must_use]
    #[expect(clippy::indexing_slicing, reason = "a field is a place in the list")]
    pub fn declared(self) -> &'static Declared {
        &FIELDS[usize::from(self.0)]
    }

    /// Its place in [`FIELDS`].
    #[must_use]
    pub fn index(self) -> usize {
        usize::from(self.0)
    }

    /// Its unit; none for what holds no numbers.
    #[must_use]
    pub fn unit(self) -> Option<&'static str> {
        match self.declared().holds {
            Holds::Number { unit } => Some(unit),
            Holds::Entry { .. } | Holds::Answer => None,
        }
    }

    /// The distinct texts of the field, by their number; none of what holds none.
    #[must_use]
    pub fn texts(self) -> Vec<String> {
        match self.declared().holds {
            Holds::Entry { entries, list } => (0..entries)
                .map(|entry| if list.is_some() { self.code(entry) } else { phrase(entry) })
                .collect(),
            Holds::Number { .. } | Holds::Answer => Vec::new(),
        }
    }

    fn code(self, entry: u32) -> String {
        if self == Self::named("industry") {
            return class(entry);
        }
        format!("{}", entry + 11)
    }
}

/// The code of a class of industry.
fn class(entry: u32) -> String {
    format!("{}{:02}", division(entry / CLASSES_A_DIVISION), entry % CLASSES_A_DIVISION)
}

/// The code of a division of industry.
#[must_use]
pub fn division(number: u32) -> String {
    format!("{}", 10 + number)
}

/// A word.
#[must_use]
pub fn word(number: usize) -> &'static str {
    WORDS.get(number % WORDS.len()).copied().unwrap_or_default()
}

/// A text of three words and a number: every word begins, ends or stands within many.
fn phrase(entry: u32) -> String {
    let scattered = entry.wrapping_mul(2_654_435_761) >> 7;
    let word = |shift: u32| word((scattered >> shift) as usize);
    format!("{}{}{entry:04}{}", word(0), word(5), word(10))
}

/// The vocabulary as rule text.
#[must_use]
pub fn vocabulary() -> String {
    let mut out = "# The vocabulary of the mix.\n\nsubject enterprise keyed by credit code\n\n".to_owned();
    out.push_str("code list industries from \"industries.csv\" hierarchical division, class\n");
    for list in ["districts", "states", "owners", "outlet kinds"] {
        out.push_str(&format!("code list {list} from \"{}.csv\"\n", file(list)));
    }
    for form in FORMS {
        let rows = if form == Form::Outlets { "many" } else { "one" };
        out.push_str(&format!("\nform {}\n  {rows} per enterprise\n", form.name()));
        if form == Form::Basic {
            out.push_str("  field credit code : text\n");
        }
        for declared in FIELDS.iter().filter(|declared| declared.form == form) {
            let kind = match declared.holds {
                Holds::Number { unit: "" } => "number".to_owned(),
                Holds::Number { unit } => format!("number in {unit}"),
                Holds::Entry { list: Some(list), .. } => format!("code from {list}"),
                Holds::Entry { list: None, .. } => "text".to_owned(),
                Holds::Answer => "yes/no".to_owned(),
            };
            out.push_str(&format!("  field {} : {kind}\n", declared.name));
        }
    }
    out
}

fn file(list: &str) -> String {
    list.replace(' ', "-")
}

/// The files of the code lists, by name.
#[must_use]
pub fn code_files() -> Vec<(String, String)> {
    let mut files = Vec::new();
    for field in Field::all() {
        let Holds::Entry { entries, list: Some(list) } = field.declared().holds else { continue };
        let mut text = "code,name,parent\n".to_owned();
        for (number, code) in (0..entries).zip(field.texts()) {
            if list != "industries" {
                text.push_str(&format!("{code},{list} {code},\n"));
                continue;
            }
            let above = division(number / CLASSES_A_DIVISION);
            if number % CLASSES_A_DIVISION == 0 {
                text.push_str(&format!("{above},division {above},\n"));
            }
            text.push_str(&format!("{code},class {code},{above}\n"));
        }
        files.push((format!("{}.csv", file(list)), text));
    }
    files
}
