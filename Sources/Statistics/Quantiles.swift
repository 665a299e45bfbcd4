/// The quantile of values sorted ascending, by linear interpolation between the two nearest (type 7 of Hyndman & Fan,
/// "Sample quantiles in statistical packages", 1996; the default of R and NumPy).
///
/// `probability` is 0...1. Nil for no values or a probability outside.
package func quantile(_ probability: Double, ofSorted values: [Double]) -> Double? {
    guard !values.isEmpty, probability >= 0, probability <= 1 else { return nil }
    let position = probability * Double(values.count - 1)
    let below = Int(position)
    guard below + 1 < values.count else { return values[below] }
    return values[below] + (position - Double(below)) * (values[below + 1] - values[below])
}
