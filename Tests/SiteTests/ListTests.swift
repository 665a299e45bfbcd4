import Foundation
import Measures
@testable import Site
import Testing

@Suite struct ListTests {
    private func query(_ address: String, size: Int = 3) throws -> ListQuery {
        ListQuery(
            try SampleVisit.at(address), sorts: ["name", "revenue"], usual: "-revenue", filters: ["tier"], size: size)
    }

    @Test func theAddressHoldsTheState() throws {
        let query = try query("/accounts?q=%E4%B8%8A%E6%B5%B7&tier=key&sort=name&other=1")
        #expect(query.search == "上海" && query.filters == ["tier": "key"])
        #expect(query.sort == "name")
        #expect(!query.isDescending)
        #expect(query.place == .start)
        #expect(query.address() == "/accounts?q=%E4%B8%8A%E6%B5%B7&tier=key&sort=name")
        #expect(query.address(without: "tier") == "/accounts?q=%E4%B8%8A%E6%B5%B7&sort=name")
        #expect(query.address(path: "/accounts.csv", sort: "-revenue") == "/accounts.csv?q=%E4%B8%8A%E6%B5%B7&tier=key")
    }

    @Test func aPlusInAnAddressIsABlank() throws {
        #expect(try query("/accounts?q=%E4%BF%A1%E5%AE%8F+%E6%9C%BA%E6%A2%B0").search == "信宏 机械")
        #expect(try query("/accounts?q=a%2Bb+c%20d").search == "a+b c d")
        #expect(try query("/accounts?q=a+b").address() == "/accounts?q=a%20b")
    }

    @Test func aFilterIsSetAndTakenAwayInItsPlace() throws {
        let off = ListView.Chip("Key", filter: "tier", is: "key", in: try query("/accounts?q=x"))
        #expect(off.html == "<li><a class=\"ms-chip\" href=\"/accounts?q=x&amp;tier=key\">Key</a></li>")
        let on = ListView.Chip("Key", filter: "tier", is: "key", in: try query("/accounts?q=x&tier=key"))
        #expect(on.html.contains("href=\"/accounts?q=x\" aria-current=\"true\" title=\"Remove this filter\">Key<"))
        let other = ListView.Chip("Small", filter: "tier", is: "small", in: try query("/accounts?tier=key"))
        #expect(other.html.hasSuffix("href=\"/accounts?tier=small\">Small</a></li>"))
    }

    @Test func behindTheLastRowThereIsAWayBack() throws {
        func view(_ address: String) throws -> ListView {
            let query = try query(address)
            return ListView(
                "numbers", query: query, slice: query.slice([Int]()) { _ in Cursor([]) }, columns: [],
                cells: { _ in [] },
                empty: .init("none"))
        }
        let beyond = try view("/accounts?tier=key&after=\(Cursor(["9"]).encoded)")
        #expect(beyond.link("first") == "/accounts?tier=key" && !beyond.html.html.contains("none"))
        let none = try view("/accounts")
        #expect(none.link("first") == nil && none.html.html.contains("<p class=\"ms-empty-title\">none</p>"))
    }

    @Test(arguments: ["/accounts", "/accounts?sort=password", "/accounts?sort=--revenue", "/accounts?sort=;DROP"])
    func onlyKnownColumnsSort(address: String) throws {
        let query = try query(address)
        #expect(query.sort == "revenue" && query.isDescending)
        #expect(query.address() == "/accounts")
    }

    @Test(arguments: [["1,000", "上海 \"x\"", "7"], ["12", ""], ["3.abc", "&after=1.9"]])
    func cursorsComeBackFromAddresses(values: [String]) throws {
        let cursor = Cursor(values)
        #expect(Cursor(encoded: cursor.encoded) == cursor)
        let written = PercentEncoding.component(cursor.encoded)
        #expect(try query("/accounts?after=\(written)").place == .after(cursor))
        #expect(try query("/accounts?before=\(written)").place == .before(cursor))
    }

    @Test(arguments: ["nonsense", "", "1.", "9.a", "-1.a", "1.%E4%B8%8A", "2.a1.b", "99999999999999999999.a"])
    func cursorsForgiveNonsense(place: String) throws {
        #expect(try query("/accounts?after=\(place)").place == .start)
    }

    /// Ten rows, three a page: forwards to the end and back to the start.
    @Test func pagingWalksThereAndBack() throws {
        let all = Array(1...10)
        func page(_ address: String) throws -> (ListSlice<Int>, ListView) {
            let query = try query(address)
            let fetched: [Int]
            switch query.place {
            case .start: fetched = Array(all.prefix(4))
            case .after(let cursor): fetched = Array(all.filter { $0 > Int(cursor.values[0]) ?? 0 }.prefix(4))
            case .before(let cursor):
                fetched = Array(all.filter { $0 < Int(cursor.values[0]) ?? 0 }.reversed().prefix(4))
            }
            let slice = query.slice(fetched) { Cursor([String($0)]) }
            let view = ListView(
                "numbers", query: query, slice: slice, columns: [.number("revenue", "N")],
                cells: { [.number("\($0)")] },
                empty: .init("none"))
            return (slice, view)
        }
        var seen: [[Int]] = []
        var address: String? = "/accounts"
        var last = ""
        while let here = address {
            let (slice, view) = try page(here)
            seen.append(slice.rows)
            last = view.link("prev") ?? ""
            address = view.link("next")
        }
        #expect(seen == [[1, 2, 3], [4, 5, 6], [7, 8, 9], [10]])
        var back: [[Int]] = []
        address = last
        while let here = address {
            let (slice, view) = try page(here)
            back.append(slice.rows)
            address = view.link("prev")
        }
        #expect(back == [[7, 8, 9], [4, 5, 6], [1, 2, 3]])
    }

    @Test func whatWasChosenIsShownAndWhatNoListCanDoWithout() throws {
        let columns: [ListView.Column] = [
            .text("name", "N"), .number("revenue", "R"), .text("currency", "C").asFixed, .number("orders", "O"),
        ]
        func shown(_ address: String) throws -> [String] {
            zip(columns, try query(address).shown(of: columns)).filter(\.1).map(\.0.name)
        }
        #expect(try shown("/accounts") == ["name", "revenue", "currency", "orders"])
        #expect(try shown("/accounts?col=revenue") == ["name", "revenue", "currency"])
        #expect(try shown("/accounts?col=orders&col=margin") == ["name", "currency", "orders"])
        // Nothing of what was chosen is there for this reader.
        #expect(try shown("/accounts?col=margin") == ["name", "revenue", "currency", "orders"])
    }

    @Test func aFormCarriesWhatItDoesNotAskFor() throws {
        let query = try query("/accounts?q=%3Cb%3E&tier=key&sort=name&col=revenue&after=1.9")
        #expect(
            query.carried() == """
                <input type="hidden" name="tier" value="key"><input type="hidden" name="q" value="&lt;b&gt;">\
                <input type="hidden" name="sort" value="name"><input type="hidden" name="col" value="revenue">
                """)
        let form = ListFilters(query, fields: [FieldView("tier", label: "Tier", value: "key")])
        #expect(form.path == "/accounts" && !form.carried.html.contains("tier"))
    }

    @Test(arguments: [
        ("/accounts?tier=key", "/accounts", "/accounts?tier=key"),
        ("/accounts/7/orders?kind=return&col=day", "/accounts/:id/orders", "/accounts/:id/orders?kind=return&col=day"),
        ("/accounts/7/orders", "/accounts/:id/orders", "/accounts/:id/orders"),
        ("/accounts/7/orders", "/accounts", nil), ("/tasks?x=/accounts", "/accounts", nil),
        ("/accounts/7/months", "/accounts/:id/orders", nil),
        ("/tiers?moved=up#movers", "/tiers", "/tiers?moved=up#movers"),
        ("/tiers#movers", "/tiers", "/tiers#movers"),
    ])
    func aViewIsOfItsListAndOfNoRecord(address: String, list: String, kept: String?) {
        #expect(SavedView.kept(address, of: list) == kept)
        let view = SavedView(id: 1, name: "V", address: kept ?? "", isOwn: true, isShared: false)
        #expect(
            view.at("/accounts/8/orders").address == "/accounts/8/orders" + (kept ?? "").drop { $0 != "?" && $0 != "#" }
        )
    }

    @Test func aPlaceByDayForgivesNonsense() {
        let mark = DayMark(day: Day(15_317), id: 7)
        #expect(ListPlace.after(mark.cursor).at { DayMark($0) } == .after(mark))
        #expect(ListPlace.before(mark.isoCursor).at { DayMark(iso: $0) } == .before(mark))
        for values in [["x", "7"], ["15317"], ["15317", "x"], ["99999999999", "7"], ["-20000000", "7"]] {
            #expect(ListPlace.after(Cursor(values)).at { DayMark($0) } == .start)
        }
    }

    @Test func cellsAreEscapedAndAligned() {
        let columns: [ListView.Column] = [.text("a", "A"), .number("b", "B")]
        let body = ListCell.body(
            [
                [.titled("A & <B>", path: "/x?a=\"1\"&b", detail: "C'1"), .negative("−1")],
                [.badge("关键", .key), .unknown],
            ],
            columns)
        #expect(
            body.html == """
                <tr><td><a href="/x?a=&quot;1&quot;&amp;b">A &amp; &lt;B&gt;</a>\
                <span class="ms-detail">C&#39;1</span></td>\
                <td class="ms-number"><span class="ms-negative">−1</span></td></tr>
                <tr><td><span class="ms-badge ms-key">关键</span></td>\
                <td class="ms-number"><span class="ms-unknown">–</span></td></tr>

                """)
    }

    @Test func columnsSayWhatTheyHold() {
        let columns: [ListView.Column] = [
            .text("a", "A").asName, .short("b", "B"), .text("c", "C").onWideScreens, .number("d", "D").onWideScreens,
        ]
        #expect(
            columns.map(\.cellClass) == [
                " class=\"ms-name\"", " class=\"ms-short\"", " class=\"ms-wide\"", " class=\"ms-number ms-wide\"",
            ])
    }

    @Test func aChartIsSentAsPlainNumbers() throws {
        let chart = Chart(
            .bar, unit: .money("CNY"), categories: ["2011-01"], series: [.init("Revenue", [1.5, nil], tone: .accent)])
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        #expect(
            String(decoding: try encoder.encode(chart), as: UTF8.self) == """
                {"categories":["2011-01"],"events":[],"kind":"bar","series":[{"name":"Revenue","tone":"accent",\
                "values":[1.5,null]}],"unit":{"kind":"money","mark":"¥"}}
                """)
    }

    @Test func aChartSaysInOneSentenceWhatItShows() {
        var chart = Chart(
            .stackedBar, unit: .money("CNY"), categories: ["2024-12", "2025-01", "2025-02"],
            series: [
                .init("销售额", [652_695.37, 1, 100_000]), .init("退货", [nil, -5, nil]), .init("贡献利润", [nil, nil, nil]),
            ])
        #expect(
            chart.sentence(title: "月度销售额", .zh)
                == "月度销售额：2024-12 至 2025-02，销售额由 ¥65.27万 降至 ¥10万，退货首末均为 −¥5，贡献利润无数据；数据见下表。")
        chart.unit = .number
        chart.categories = ["2024-12"]
        chart.series = [.init("Key", [37, 42])]
        #expect(
            chart.sentence(title: "Accounts by tier", .en)
                == "Accounts by tier: 2024-12, Key up from 37 to 42; the numbers are in the table below.")
        let curve = Chart(
            curve: .init("Curve", [(0, 0), (1, 1)], mark: .init(0.2, 0.7, "Top 20%: 70%"), note: "Gini 0.65"),
            xTitle: "x", yTitle: "y")
        #expect(
            curve.sentence(title: "Concentration", .en)
                == "Concentration: Top 20%: 70%, Gini 0.65; the numbers are in the table below.")
    }
}

extension ListView {
    /// Where a link of its paging leads.
    fileprivate func link(_ relation: String) -> String? {
        html.html.matches(of: /href="([^"]*)" rel="([a-z]+)"/).first { $0.2 == relation }
            .map { String($0.1).replacing("&amp;", with: "&") }
    }
}
