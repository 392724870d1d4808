using Ocpp.V16;

namespace Ocpp.Rpc;

/// <summary>
/// Error codes of a CALLERROR, spelt as on the wire: two historical misspellings are part of the protocol
/// (OCPP-J 1.6 §4.2.3).
/// </summary>
public enum RpcErrorCode
{
    /// <summary>The receiver does not know the action.</summary>
    NotImplemented,

    /// <summary>The receiver knows the action and does not support it.</summary>
    NotSupported,

    /// <summary>The receiver failed while handling the call.</summary>
    InternalError,

    /// <summary>The payload is incomplete.</summary>
    ProtocolError,

    /// <summary>A security problem kept the receiver from handling the call.</summary>
    SecurityError,

    /// <summary>The payload is malformed or not structured as the action demands.</summary>
    FormationViolation,

    /// <summary>A field has a value that is not valid.</summary>
    PropertyConstraintViolation,

    /// <summary>A field occurs too rarely or too often.</summary>
    OccurenceConstraintViolation,

    /// <summary>A field has the wrong data type.</summary>
    TypeConstraintViolation,

    /// <summary>Anything else.</summary>
    GenericError,
}

/// <summary>Error codes as peers spell them.</summary>
public static class RpcErrorCodes
{
    /// <summary>
    /// The code that <paramref name="text"/> means. Accepts the correct spellings of the two misspelt codes as well; any
    /// other text, the codes of OCPP 2 among them, is a <see cref="RpcErrorCode.GenericError"/>.
    /// </summary>
    /// <param name="text">The third element of a CALLERROR.</param>
    /// <param name="isKnown">False when the text is no code of OCPP 1.6 in either spelling.</param>
    public static RpcErrorCode Parse(string? text, out bool isKnown)
    {
        isKnown = true;
        switch (text)
        {
            case "OccurrenceConstraintViolation":
                return RpcErrorCode.OccurenceConstraintViolation;
            case "FormatViolation":
                return RpcErrorCode.FormationViolation;
            default:
                isKnown = OcppEnum.TryParse(text, out RpcErrorCode code);
                return isKnown ? code : RpcErrorCode.GenericError;
        }
    }
}
