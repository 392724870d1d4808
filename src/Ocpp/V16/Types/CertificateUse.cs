using System.Text.Json.Serialization;

namespace Ocpp.V16;

/// <summary>What a root certificate is for.</summary>
[JsonConverter(typeof(OcppEnumConverter<CertificateUse>))]
public enum CertificateUse
{
    /// <summary>Checks the central system.</summary>
    CentralSystemRootCertificate,

    /// <summary>Checks signed firmware.</summary>
    ManufacturerRootCertificate,
}
