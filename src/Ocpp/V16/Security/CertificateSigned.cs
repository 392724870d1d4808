using System.Text.Json.Serialization;
using static Ocpp.V16.Shape;

namespace Ocpp.V16;

/// <summary>Delivers a signed charge point certificate (security extension of OCPP 1.6).</summary>
public sealed record CertificateSignedRequest
{
    /// <summary>The certificate in PEM, followed by its intermediates; at most 10,000 characters.</summary>
    public required string CertificateChain { get; init; }

    internal static ObjectShape Shape { get; } = Object(Required("certificateChain", Text(10000)));
}

/// <summary>The answer to <see cref="CertificateSignedRequest"/> (security extension of OCPP 1.6).</summary>
public sealed record CertificateSignedResponse
{
    /// <summary>Outcome.</summary>
    public required CertificateSignedStatus Status { get; init; }

    internal static ObjectShape Shape { get; } = Object(Required("status", OneOf<CertificateSignedStatus>()));
}

/// <summary>Outcome of a CertificateSigned.</summary>
[JsonConverter(typeof(OcppEnumConverter<CertificateSignedStatus>))]
public enum CertificateSignedStatus
{
    /// <summary>The certificate is valid and will be used.</summary>
    Accepted,

    /// <summary>The certificate is not valid.</summary>
    Rejected,
}
