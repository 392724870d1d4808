using System.Text.Json.Serialization;
using static Ocpp.V16.Shape;

namespace Ocpp.V16;

/// <summary>Asks for a certificate to be signed (security extension of OCPP 1.6).</summary>
public sealed record SignCertificateRequest
{
    /// <summary>The certificate signing request in PEM; at most 5,500 characters.</summary>
    public required string Csr { get; init; }

    internal static ObjectShape Shape { get; } = Object(Required("csr", Text(5500)));
}

/// <summary>
/// The answer to <see cref="SignCertificateRequest"/>: whether it will be passed on (security extension of OCPP
/// 1.6).
/// </summary>
public sealed record SignCertificateResponse
{
    /// <summary>Outcome.</summary>
    public required GenericStatus Status { get; init; }

    internal static ObjectShape Shape { get; } = Object(Required("status", OneOf<GenericStatus>()));
}

/// <summary>Outcome of a SignCertificate.</summary>
[JsonConverter(typeof(OcppEnumConverter<GenericStatus>))]
public enum GenericStatus
{
    /// <summary>The request will be passed on.</summary>
    Accepted,

    /// <summary>It will not.</summary>
    Rejected,
}
