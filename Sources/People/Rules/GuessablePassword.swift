/// Passwords among the first that anybody would try: numbers such as a phone's, runs along the alphabet or the keyboard,
/// a word everybody takes, one's own user name (NIST SP 800-63B, 5.1.1.2, asks to refuse such; it asks for no mixture of
/// characters).
enum GuessablePassword {
    static func `is`(_ password: String, username: String) -> Bool {
        let text = password.lowercased()
        if Set(text).count < 5 { return true }
        if text.allSatisfy(\.isNumber), text.count < 16 { return true }
        if surprises(text) < 6 { return true }
        // What is left beside a word everybody knows is all there is to guess, whether digits stand for letters or not.
        let readings = [text.filter(\.isLetter), String(text.map { letterlike[$0] ?? $0 }.filter(\.isLetter))]
        let name = username.lowercased().filter(\.isLetter)
        return readings.contains { reading in
            ((name.count < 3 ? [] : [name]) + usual).contains { word in
                reading.contains(word) && reading.replacing(word, with: "").count < 4
            }
        }
    }

    /// How many characters do not follow from the one before: the same again, its neighbour in the alphabet, among the
    /// digits or on the keyboard.
    private static func surprises(_ text: String) -> Int {
        1 + zip(text, text.dropFirst()).count { !follows($0, $1) }
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
        "password", "passwort", "passwd", "iloveyou", "welcome", "administrator", "admin", "letmein", "qwerty",
        "monkey",
        "dragon", "football", "baseball", "sunshine", "princess", "superman", "batman", "master", "trustno", "changeme",
        "secret", "mainstay", "company", "woaini", "mima", "nihao", "beijing", "shanghai", "wodemima", "keaini", "aini",
        "zhongguo", "taobao", "wangyut", "aaaaa", "summer", "winter", "spring", "autumn", "default", "guest", "login",
    ]
}
