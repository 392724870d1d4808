using System.Text.Json.Serialization;
using static Ocpp.V16.Shape;

namespace Ocpp.V16;

/// <summary>Installs a root certificate (security extension of OCPP 1.6).</summary>
public sealed record InstallCertificateRequest
{
    /// <summary>What the certificate is for.</summary>
    public required CertificateUse CertificateType { get; init; }

    /// <summary>The certificate in PEM; at most 5,500 characters.</summary>
    public required string Certificate { get; init; }

    internal static ObjectShape Shape { get; } =
        Object(Required("certificateType", OneOf<CertificateUse>()), Required("certificate", Text(5500)));
}

/// <summary>The answer to <see cref="InstallCertificateRequest"/> (security extension of OCPP 1.6).</summary>
public sealed record InstallCertificateResponse
{
    /// <summary>Outcome.</summary>
    public required InstallCertificateStatus Status { get; init; }

    internal static ObjectShape Shape { get; } = Object(Required("status", OneOf<InstallCertificateStatus>()));
}

/// <summary>Outcome of an InstallCertificate.</summary>
[JsonConverter(typeof(OcppEnumConverter<InstallCertificateStatus>))]
public enum InstallCertificateStatus
{
    /// <summary>Installed.</summary>
    Accepted,

    /// <summary>Valid, but could not be stored.</summary>
    Failed,

    /// <summary>Not valid, or the store is full.</summary>
    Rejected,
}
