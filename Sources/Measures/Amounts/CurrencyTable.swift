extension Currency {
    /// Every currency of the table, by code.
    package static let all: [Currency] = digitsByLetters.map { Currency(letters: $0.key, minorDigits: $0.value) }
        .sorted()

    static func minorDigits(of letters: UInt32) -> Int? {
        digitsByLetters[letters]
    }

    private static let digitsByLetters: [UInt32: Int] = {
        var digits: [UInt32: Int] = [:]
        for (count, codes) in codesByMinorDigits {
            for code in codes.utf8.split(whereSeparator: { $0 == 0x20 || $0 == 0x0A }) {
                if let letters = letters(of: code) { digits[letters] = count }
            }
        }
        return digits
    }()

    /// ISO 4217 without the codes that are no money (metals, testing, units of account without a minor unit); at the
    /// end of each list come codes withdrawn since 2005, which old files still hold.
    private static let codesByMinorDigits: [(Int, String)] = [
        (
            0,
            """
            BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF
            BYR
            """
        ),
        (
            2,
            """
            AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE
            CHF CHW CNY COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD
            HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP
            MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD
            SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS
            VED VES WST XAD XCD XCG YER ZAR ZMW ZWG
            ANG AZM CUC CYP EEK GHC HRK LTL LVL MRO MTL MZM ROL SDD SIT SKK SLL STD TMM VEB VEF ZMK ZWD ZWL ZWR
            """
        ),
        (3, "BHD IQD JOD KWD LYD OMR TND"),
        (4, "CLF UYW"),
    ]
}
