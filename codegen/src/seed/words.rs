//! Words that rows are made of.

pub(super) const FIRST: &[&str] = &[
    "Ada", "Alan", "Amara", "Anna", "Ben", "Carlos", "Chloe", "Dana", "David", "Elena", "Emil", "Fatima",
    "Felix", "Grace", "Hana", "Hugo", "Ida", "Ivan", "Jana", "Jonas", "Kenji", "Lea", "Liam", "Lina",
    "Marie", "Mateo", "Mila", "Nadia", "Noah", "Nora", "Omar", "Oskar", "Paula", "Priya", "Rosa", "Samir",
    "Sofia", "Theo", "Uma", "Victor", "Wanda", "Yara", "Yusuf", "Zoe",
];

pub(super) const LAST: &[&str] = &[
    "Adler", "Baker", "Berg", "Castro", "Chen", "Costa", "Diaz", "Fischer", "Fontaine", "Garcia", "Haas",
    "Hansen", "Hopper", "Ito", "Jensen", "Kaya", "Keller", "Khan", "Kowalski", "Larsen", "Lovelace",
    "Martin", "Meyer", "Mori", "Moreau", "Novak", "Okafor", "Olsen", "Patel", "Petrov", "Ricci", "Rossi",
    "Sato", "Schmidt", "Silva", "Singh", "Smith", "Sousa", "Tanaka", "Turing", "Vogel", "Wagner", "Weber",
    "Yilmaz",
];

pub(super) const ADJECTIVES: &[&str] = &[
    "amber", "bold", "brave", "bright", "calm", "clear", "clever", "cosy", "eager", "early", "fresh",
    "gentle", "golden", "grand", "green", "happy", "honest", "kind", "lively", "lucky", "modern", "narrow",
    "open", "patient", "plain", "proud", "quick", "quiet", "rare", "round", "sharp", "silent", "simple",
    "slow", "small", "smooth", "solid", "steady", "sunny", "swift", "tidy", "warm", "wide", "wild",
];

pub(super) const NOUNS: &[&str] = &[
    "anchor", "apple", "atlas", "basket", "bicycle", "bridge", "candle", "canyon", "castle", "cloud",
    "compass", "desk", "engine", "feather", "field", "forest", "garden", "harbour", "hill", "island",
    "journal", "kettle", "key", "ladder", "lamp", "lantern", "letter", "library", "market", "meadow",
    "mirror", "mountain", "notebook", "ocean", "orchard", "paper", "pencil", "piano", "planet", "river",
    "saddle", "shelf", "signal", "station", "stone", "table", "tower", "valley", "village", "window",
];

pub(super) const VERBS: &[&str] = &[
    "arrange", "build", "carry", "check", "clean", "collect", "compare", "cook", "deliver", "describe",
    "draw", "explain", "find", "finish", "follow", "improve", "learn", "measure", "mend", "move", "open",
    "order", "paint", "plan", "plant", "prepare", "print", "read", "repair", "replace", "review", "send",
    "share", "sort", "test", "visit", "wash", "write",
];

pub(super) const PLACES: &[(&str, &str, &str)] = &[
    ("Berlin", "Germany", "DE"),
    ("Lyon", "France", "FR"),
    ("Porto", "Portugal", "PT"),
    ("Kyoto", "Japan", "JP"),
    ("Austin", "United States", "US"),
    ("Leeds", "United Kingdom", "GB"),
    ("Turin", "Italy", "IT"),
    ("Pune", "India", "IN"),
    ("Lagos", "Nigeria", "NG"),
    ("Bergen", "Norway", "NO"),
    ("Krakow", "Poland", "PL"),
    ("Valencia", "Spain", "ES"),
    ("Toronto", "Canada", "CA"),
    ("Rosario", "Argentina", "AR"),
    ("Izmir", "Turkey", "TR"),
    ("Ghent", "Belgium", "BE"),
];

pub(super) const STREETS: &[&str] =
    &["Mill Lane", "Station Road", "High Street", "Park Avenue", "Garden Row", "Bridge Street"];

pub(super) const COMPANIES: &[&str] =
    &["Labs", "Works", "Foods", "Studio", "Partners", "Systems", "Books", "Trading"];

pub(super) const COLOURS: &[&str] = &["red", "green", "blue", "orange", "purple", "teal", "grey", "yellow"];

pub(super) const LOCALES: &[&str] = &["en", "de", "fr", "es", "pt", "it", "ja", "nl"];

pub(super) const ZONES: &[&str] =
    &["UTC", "Europe/Berlin", "Europe/Lisbon", "Asia/Tokyo", "America/Chicago", "Asia/Kolkata"];

pub(super) const CURRENCIES: &[&str] = &["EUR", "USD", "GBP", "JPY", "CHF", "SEK"];

pub(super) const STATES: &[&str] = &["new", "active", "done", "paused"];

pub(super) const AGENTS: &[&str] = &[
    "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 15_5) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0.0.0 Safari/537.36",
];
