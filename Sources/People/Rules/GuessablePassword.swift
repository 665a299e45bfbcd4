/// Passwords among the first that anybody would try: numbers such as a phone's or a card's, runs along the alphabet or the keyboard,
/// words everybody takes, one's own name (NIST SP 800-63B, 5.1.1.2, asks to refuse such; it asks for no mixture of
/// characters).
enum GuessablePassword {
    /// - Parameter names: what the user is called, and signs in as.
    static func `is`(_ password: String, names: [String]) -> Bool {
        let text = password.lowercased()
        if Set(text).count < 5 { return true }
        let signs = text.filter { $0.isLetter || $0.isNumber }
        if !signs.isEmpty, signs.allSatisfy(\.isNumber), signs.count < 20 { return true }
        if surprises(text) < 6 { return true }
        let known = usual + names.flatMap { parts(of: $0) }
        // Digits may stand for letters.
        let readings = [text.filter(\.isLetter), String(text.map { letterlike[$0] ?? $0 }.filter(\.isLetter))]
        return readings.contains { reading in
            // What is left beside words that everybody knows is all there is to guess.
            let left = known.sorted { $0.count > $1.count }.reduce(reading) { $0.replacing($1, with: "") }
            return left.count < reading.count && left.count < 4
        }
    }

    /// A name as a whole and word by word: of 范萍 and fan.ping, 范萍, fanping, fan and ping.
    private static func parts(of name: String) -> [String] {
        let words = name.lowercased().split { !$0.isLetter }.map(String.init)
        return (words + [words.joined()]).filter { $0.count > 1 }
    }

    /// How many characters do not follow from the one before: the same again, its neighbour in the alphabet, among the
    /// digits or on the keyboard; or from the one before that, where two runs take turns.
    private static func surprises(_ text: String) -> Int {
        let next = zip(text, text.dropFirst()).count { !follows($0, $1) }
        let afterNext = zip(text, text.dropFirst(2)).count { !follows($0, $1) }
        return 1 + min(next, afterNext + 1)
    }

    private static func follows(_ one: Character, _ next: Character) -> Bool {
        if one == next { return true }
        return rows.contains { row in
            guard let place = row.firstIndex(of: one), let then = row.firstIndex(of: next) else { return false }
            return abs(row.distance(from: place, to: then)) == 1
        }
    }

    private static let rows = [
        "abcdefghijklmnopqrstuvwxyz", "01234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm", "qaz", "wsx", "edc", "rfv",
        "tgb", "yhn", "ujm", "1q", "2w", "3e", "4r", "5t", "6y", "7u", "8i", "9o", "q2", "w3", "e4", "r5", "t6", "y7",
        "u8", "i9", "z1", "x2", "c3", "!@#$%^&*()",
    ]

    /// What people write for letters.
    private static let letterlike: [Character: Character] = [
        "0": "o", "1": "l", "3": "e", "4": "a", "5": "s", "7": "t", "@": "a", "$": "s", "!": "i",
    ]

    private static let usual = [
        "password", "passwort", "passwd", "iloveyou", "verymuch", "welcome", "administrator", "admin", "letmein",
        "qwerty", "monkey", "dragon", "football", "baseball", "sunshine", "princess", "superman", "batman", "master",
        "trustno", "changeme", "secret", "mainstay", "company", "hello", "world", "woaini", "mima", "nihao", "beijing",
        "shanghai", "wodemima", "woshi", "keaini", "aini", "zhongguo", "taobao", "summer", "winter", "spring", "autumn",
        "default", "guest", "login", "我爱你", "密码", "你好",
    ]
}
