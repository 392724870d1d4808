using System.Text.Json.Serialization;
using static Ocpp.V16.Shape;

namespace Ocpp.V16;

/// <summary>Asks which root certificates are installed (security extension of OCPP 1.6).</summary>
public sealed record GetInstalledCertificateIdsRequest
{
    /// <summary>Which kind.</summary>
    public required CertificateUse CertificateType { get; init; }

    internal static ObjectShape Shape { get; } = Object(Required("certificateType", OneOf<CertificateUse>()));
}

/// <summary>The answer to <see cref="GetInstalledCertificateIdsRequest"/> (security extension of OCPP 1.6).</summary>
public sealed record GetInstalledCertificateIdsResponse
{
    /// <summary>Outcome.</summary>
    public required GetInstalledCertificateStatus Status { get; init; }

    /// <summary>The certificates installed, one or more; absent when there are none.</summary>
    public IReadOnlyList<CertificateHashData>? CertificateHashData { get; init; }

    internal static ObjectShape Shape { get; } =
        Object(
            Required("status", OneOf<GetInstalledCertificateStatus>()),
            Optional("certificateHashData", Many(V16.CertificateHashData.Shape, atLeast: 1))
        );
}

/// <summary>Outcome of a GetInstalledCertificateIds.</summary>
[JsonConverter(typeof(OcppEnumConverter<GetInstalledCertificateStatus>))]
public enum GetInstalledCertificateStatus
{
    /// <summary>There are some.</summary>
    Accepted,

    /// <summary>There are none.</summary>
    NotFound,
}
