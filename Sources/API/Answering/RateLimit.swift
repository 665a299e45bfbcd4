import HTTPTypes
import Synchronization

/// How often each token may call, in the memory of this program: after a restart everybody begins anew.
final class RateLimit: Sendable {
    private let limit: Int
    private let buckets = Mutex<[Int: RateBucket]>([:])
    private static let room = 10_000

    /// - Parameter limit: calls in a minute.
    init(_ limit: Int) { self.limit = limit }

    func take(_ token: Int, now: Int) -> RateBucket.Taken {
        buckets.withLock { buckets in
            if buckets.count >= Self.room { buckets = buckets.filter { !$0.value.isFull } }
            var bucket = buckets[token] ?? RateBucket(limit: limit, now: now)
            defer { buckets[token] = bucket }
            return bucket.take(now: now)
        }
    }

    /// As draft-ietf-httpapi-ratelimit-headers writes them.
    func headers(_ taken: RateBucket.Taken) -> HTTPFields {
        var fields: HTTPFields = [:]
        fields[.rateLimitPolicy] = "\"token\";q=\(limit);w=60"
        fields[.rateLimit] = "\"token\";r=\(taken.remaining);t=\(taken.seconds)"
        return fields
    }
}

extension HTTPField.Name {
    static var rateLimitPolicy: Self { named("RateLimit-Policy") }
    static var rateLimit: Self { named("RateLimit") }
    static var idempotencyKey: Self { named("Idempotency-Key") }
    static var idempotencyReplayed: Self { named("Idempotency-Replayed") }

    private static func named(_ name: String) -> Self { Self(name) ?? .connection }
}
