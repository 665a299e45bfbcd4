package import HTTPTypes

/// Why a request gets no answer, worded for visitors in one place (`RefusalPage`).
package enum Refusal: Error, Sendable, Equatable {
    case notFound
    /// Signed in, but not allowed.
    case forbidden
    /// The form's token is missing or from an older session.
    case staleForm
    case signInNeeded
    case method(allowed: [HTTPRequest.Method])
    case unreadable
    case tooLarge
    case tooManyTries(seconds: Int)
    /// Another program holds the database.
    case busy
    case diskFull
    /// Our own fault; what happened is in the log only.
    case broken

    var status: HTTPResponse.Status {
        switch self {
        case .notFound: .notFound
        case .forbidden, .staleForm: .forbidden
        case .signInNeeded: .unauthorized
        case .method: .methodNotAllowed
        case .unreadable: .badRequest
        case .tooLarge: .contentTooLarge
        case .tooManyTries: .tooManyRequests
        case .busy: .serviceUnavailable
        case .diskFull: .init(code: 507, reasonPhrase: "Insufficient Storage")
        case .broken: .internalServerError
        }
    }

    var title: SiteText {
        switch self {
        case .notFound: .errorNotFound
        case .forbidden: .errorForbidden
        case .staleForm: .errorStaleForm
        case .signInNeeded: .errorSignInNeeded
        case .method: .errorMethod
        case .unreadable: .errorUnreadable
        case .tooLarge: .errorTooLarge
        case .tooManyTries: .errorTooManyTries
        case .busy: .errorBusy
        case .diskFull: .errorDiskFull
        case .broken: .errorBroken
        }
    }

    var advice: SiteText {
        switch self {
        case .notFound: .adviceNotFound
        case .forbidden: .adviceForbidden
        case .staleForm: .adviceStaleForm
        case .signInNeeded: .adviceSignInNeeded
        case .method: .adviceMethod
        case .unreadable: .adviceUnreadable
        case .tooLarge: .adviceTooLarge
        case .tooManyTries: .adviceTooManyTries
        case .busy: .adviceBusy
        case .diskFull: .adviceDiskFull
        case .broken: .adviceBroken
        }
    }
}
