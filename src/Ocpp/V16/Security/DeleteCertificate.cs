using System.Text.Json.Serialization;
using static Ocpp.V16.Shape;

namespace Ocpp.V16;

/// <summary>Removes a root certificate (security extension of OCPP 1.6).</summary>
public sealed record DeleteCertificateRequest
{
    /// <summary>Which one.</summary>
    public required CertificateHashData CertificateHashData { get; init; }

    internal static ObjectShape Shape { get; } = Object(Required("certificateHashData", CertificateHashData.Shape));
}

/// <summary>The answer to <see cref="DeleteCertificateRequest"/> (security extension of OCPP 1.6).</summary>
public sealed record DeleteCertificateResponse
{
    /// <summary>Outcome.</summary>
    public required DeleteCertificateStatus Status { get; init; }

    internal static ObjectShape Shape { get; } = Object(Required("status", OneOf<DeleteCertificateStatus>()));
}

/// <summary>Outcome of a DeleteCertificate.</summary>
[JsonConverter(typeof(OcppEnumConverter<DeleteCertificateStatus>))]
public enum DeleteCertificateStatus
{
    /// <summary>Removed.</summary>
    Accepted,

    /// <summary>Could not be removed, or is in use.</summary>
    Failed,

    /// <summary>There is no such certificate.</summary>
    NotFound,
}
