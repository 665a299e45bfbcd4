extension Currency {
    /// The sign people write, such as "£"; the code where there is none. Several currencies share a sign.
    package var symbol: String { Currency.names[code]?.symbol ?? code }

    /// The sign that a page may print without being mistaken, nil where the code is printed instead.
    ///
    /// ¥ is the yuan here (the yen prints its code), and £ belongs to six currencies, $ to twenty.
    package var pageSymbol: String? {
        switch self {
        case .cny: "¥"
        case .eur: "€"
        default: nil
        }
    }

    /// What a page prints before an amount: the sign, or the code and a blank.
    package var pageMark: String { pageSymbol ?? code + " " }

    /// The name in a language; the code for the less used ones.
    package func name(in language: Language) -> String {
        guard let names = Currency.names[code] else { return code }
        return language == .zh ? names.zh : names.en
    }

    /// The currency that a file names by its code, its sign or its name in either language; nil where the word is unknown,
    /// or is a sign of several currencies ($ where the company counts in none of the dollars is the US dollar).
    ///
    /// - Parameter usual: which of several currencies with one sign is meant, where it is one of them.
    package init?(word: String, usual: Currency) {
        let word = word.lowercased()
        if let currency = Currency(word.uppercased()) {
            self = currency
        } else if let code = Self.codes[word] {
            self = code
        } else if word == "$" {
            self = CurrencyMark.dollar.fits(usual) ? usual : .usd
        } else if word == "£" {
            self = CurrencyMark.pound.fits(usual) ? usual : .gbp
        } else if word == "元" {
            self = CurrencyMark.yuan.fits(usual) ? usual : .cny
        } else {
            return nil
        }
    }

    private static let codes: [String: Currency] = {
        var codes: [String: Currency] = [:]
        for (code, name) in names {
            for word in [name.zh, name.en.lowercased(), name.symbol.lowercased()] where word != "$" && word != "£" {
                codes[word] = Currency(code)
            }
        }
        let more: [(String, [String])] = [
            ("CNY", ["rmb", "cnh", "¥", "￥", "cn¥", "人民币元", "renminbi", "yuan", "chinese renminbi"]),
            ("USD", ["us$", "u.s.$", "美金", "us dollars", "u.s. dollar"]), ("EUR", ["euros", "欧"]),
            ("GBP", ["pounds sterling", "british pound", "sterling", "英磅"]), ("JPY", ["jp¥", "日圆", "円", "yen"]),
            ("HKD", ["港币", "港幣"]), ("TWD", ["台币", "新台幣", "ntd"]), ("AUD", ["澳元", "au$"]),
            ("CAD", ["加元", "c$", "ca$"]), ("SGD", ["新币", "新加坡币"]), ("KRW", ["韩币"]), ("CHF", ["瑞郎", "sfr", "fr."]),
            ("RUB", ["卢布"]), ("INR", ["卢比", "rs", "rs."]), ("MOP", ["澳门币"]),
        ]
        for (code, words) in more { for word in words { codes[word] = Currency(code) } }
        // A sign of several: "kr" may be Danish, Norwegian or Swedish.
        for word in ["kr", "r"] { codes[word] = nil }
        return codes
    }()

    private static let names: [String: (symbol: String, zh: String, en: String)] = [
        "AED": ("AED", "阿联酋迪拉姆", "UAE dirham"), "AUD": ("A$", "澳大利亚元", "Australian dollar"),
        "BRL": ("R$", "巴西雷亚尔", "Brazilian real"), "CAD": ("C$", "加拿大元", "Canadian dollar"),
        "CHF": ("CHF", "瑞士法郎", "Swiss franc"), "CNY": ("¥", "人民币", "Chinese yuan"),
        "CZK": ("Kč", "捷克克朗", "Czech koruna"), "DKK": ("kr", "丹麦克朗", "Danish krone"),
        "EUR": ("€", "欧元", "Euro"), "GBP": ("£", "英镑", "Pound sterling"),
        "HKD": ("HK$", "港元", "Hong Kong dollar"), "IDR": ("Rp", "印度尼西亚盾", "Indonesian rupiah"),
        "INR": ("₹", "印度卢比", "Indian rupee"), "JPY": ("¥", "日元", "Japanese yen"),
        "KRW": ("₩", "韩元", "South Korean won"), "KWD": ("KWD", "科威特第纳尔", "Kuwaiti dinar"),
        "MOP": ("MOP$", "澳门元", "Macanese pataca"), "MXN": ("Mex$", "墨西哥比索", "Mexican peso"),
        "MYR": ("RM", "马来西亚林吉特", "Malaysian ringgit"), "NOK": ("kr", "挪威克朗", "Norwegian krone"),
        "NZD": ("NZ$", "新西兰元", "New Zealand dollar"), "PHP": ("₱", "菲律宾比索", "Philippine peso"),
        "PLN": ("zł", "波兰兹罗提", "Polish zloty"), "RUB": ("₽", "俄罗斯卢布", "Russian rouble"),
        "SAR": ("SAR", "沙特里亚尔", "Saudi riyal"), "SEK": ("kr", "瑞典克朗", "Swedish krona"),
        "SGD": ("S$", "新加坡元", "Singapore dollar"), "THB": ("฿", "泰铢", "Thai baht"),
        "TRY": ("₺", "土耳其里拉", "Turkish lira"), "TWD": ("NT$", "新台币", "New Taiwan dollar"),
        "USD": ("$", "美元", "US dollar"), "VND": ("₫", "越南盾", "Vietnamese dong"),
        "ZAR": ("R", "南非兰特", "South African rand"),
    ]
}
