import Rights
import Testing

/// Wang leads the east team; Li and Zhao sell in it, Chen in the south team. Both teams are in the sales department.
@Suite struct AccessTests {
    private let sales = 1, east = 2, south = 3
    private let wang = 11, li = 12, chen = 14, finance = 15

    private func person(_ user: Int, _ role: Role, unit: Int?) -> Person {
        switch unit {
        case east:
            Person(
                user: user, role: role, unitsAbove: [east, sales], teamUnits: [east],
                departmentUnits: [sales, east, south])
        case south:
            Person(
                user: user, role: role, unitsAbove: [south, sales], teamUnits: [south],
                departmentUnits: [sales, east, south])
        default: Person(user: user, role: role)
        }
    }

    private func role(_ code: String) -> Role {
        Role.builtIn.first { $0.code == code } ?? Role("none", reads: .none, writes: .none)
    }

    private func holding(_ owner: Int?, _ unit: Int?, _ grants: [Holding.Grant] = []) -> Holding {
        Holding(owner: owner, ownerUnit: unit, grants: grants)
    }

    @Test func aRepresentativeHasTheirOwn() {
        let li = person(li, role("representative"), unit: east)
        #expect(li.access(to: [holding(self.li, east)]) == .write)
        #expect(li.access(to: [holding(wang, east)]) == .none)
        #expect(li.access(to: [holding(nil, nil)]) == .none)
    }

    @Test func aReachIncludesTheSmallerOnes() {
        let manager = person(wang, role("sales-manager"), unit: east)
        #expect(manager.access(to: [holding(li, east)]) == .write)
        #expect(manager.access(to: [holding(chen, south)]) == .read)
        #expect(manager.access(to: [holding(finance, nil)]) == .none)
        let keyAccounts = person(wang, role("key-account-manager"), unit: east)
        #expect(keyAccounts.access(to: [holding(li, east)]) == .read)
        #expect(keyAccounts.access(to: [holding(wang, east)]) == .write)
    }

    @Test func whoSeesAllMayStillChangeNothing() {
        let fan = person(finance, role("finance"), unit: nil)
        #expect(fan.access(to: [holding(li, east)]) == .read)
        #expect(fan.access(to: [holding(li, east, [.init(.user(finance), mayWrite: true)])]) == .read)
        #expect(person(1, role("administrator"), unit: nil).access(to: [holding(nil, nil)]) == .write)
        #expect(person(1, role("portal"), unit: nil).access(to: [holding(1, nil)]) == .none)
    }

    @Test func whatIsGivenIsGivenAsFarAsItSays() {
        let chen = person(chen, role("representative"), unit: south)
        #expect(chen.access(to: [holding(li, east, [.init(.user(self.chen), mayWrite: false)])]) == .read)
        #expect(chen.access(to: [holding(li, east, [.init(.user(self.chen), mayWrite: true)])]) == .write)
        #expect(chen.access(to: [holding(li, east, [.init(.unit(sales), mayWrite: false)])]) == .read)
        #expect(chen.access(to: [holding(li, east, [.init(.unit(east), mayWrite: true)])]) == .none)
    }

    @Test func aRightGoesDownAGroupAndNotUp() {
        let li = person(li, role("representative"), unit: east)
        let (own, others) = (holding(self.li, east), holding(chen, south))
        #expect(li.access(to: [others, own]) == .write)
        #expect(li.access(to: [others, others, own]) == .write)
        #expect(li.access(to: [others]) == .none)
    }

    @Test func aScopeSaysWhatTheRuleSays() {
        let manager = person(wang, role("sales-manager"), unit: east)
        let (reading, writing) = (Scope.reading(manager, version: 7), Scope.writing(manager, version: 7))
        #expect(reading.part?.ownerUnits == [sales, east, south] && reading.part?.isForWriting == false)
        #expect(writing.part?.ownerUnits == [east] && writing.part?.isForWriting == true)
        #expect(reading.part?.sharedUnits == [sales, east])
        #expect(reading != Scope.reading(manager, version: 8))
        let all = person(1, role("director"), unit: nil)
        #expect(
            Scope.reading(all, version: 7).isEverything && Scope.reading(all, version: 7) == .reading(all, version: 8))
        #expect(Scope.reading(person(1, role("portal"), unit: nil), version: 1).isNothing)
    }

    @Test func fieldsFollowTheRole() {
        let seller = Scope.reading(person(li, role("representative"), unit: east), version: 1)
        #expect(!seller.sees(.cost))
        #expect(!seller.sees(.credit))
        #expect(seller.sees(.personal))
        #expect(Scope.everything.sees(.cost) && !Scope.nothing.sees(.personal))
    }

    @Test func nobodyWritesBeyondWhatTheyRead() {
        #expect(Role("odd", reads: .own, writes: .all).writes == .own)
        #expect(role("administrator").acts == Set(Act.allCases))
    }
}
