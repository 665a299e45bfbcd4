import Rights

// What costs tell stays with those who may see them: others get facts in which no cost was ever recorded.

extension MonthlyFacts {
    func seen(_ scope: Scope) -> MonthlyFacts {
        if scope.sees(.cost) { return self }
        var seen = self
        (seen.cost, seen.costedRevenue) = (0, 0)
        return seen
    }
}

extension OrderDetail.Line {
    func seen(_ scope: Scope) -> OrderDetail.Line {
        if scope.sees(.cost) { return self }
        var seen = self
        seen.line.cost = nil
        return seen
    }
}

extension AccountMeasures.Margin {
    mutating func maskCosts() { (cost, costedRevenue) = (0, 0) }
}
