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

    /// The name in a language; the code for the less used ones.
    package func name(in language: Language) -> String {
        guard let names = Currency.names[code] else { return code }
        return language == .zh ? names.zh : names.en
    }

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
