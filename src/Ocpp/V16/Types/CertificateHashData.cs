using System.Text.Json.Serialization;
using static Ocpp.V16.Shape;

namespace Ocpp.V16;

/// <summary>Identifies a certificate by hashes, as OCSP does (security extension of OCPP 1.6; RFC 6960).</summary>
public sealed record CertificateHashData
{
    /// <summary>The hash function.</summary>
    public required HashAlgorithm HashAlgorithm { get; init; }

    /// <summary>Hash of the issuer's DER name in hexadecimal; at most 128 characters.</summary>
    public required string IssuerNameHash { get; init; }

    /// <summary>Hash of the issuer's public key in hexadecimal; at most 128 characters.</summary>
    public required string IssuerKeyHash { get; init; }

    /// <summary>Serial number in hexadecimal without leading zeros; at most 40 characters.</summary>
    public required string SerialNumber { get; init; }

    internal static ObjectShape Shape { get; } =
        Object(
            Required("hashAlgorithm", OneOf<HashAlgorithm>()),
            Required("issuerNameHash", Text(128)),
            Required("issuerKeyHash", Text(128)),
            Required("serialNumber", Text(40))
        );
}

/// <summary>Hash functions for certificates.</summary>
[JsonConverter(typeof(OcppEnumConverter<HashAlgorithm>))]
public enum HashAlgorithm
{
    /// <summary>SHA-256.</summary>
    SHA256,

    /// <summary>SHA-384.</summary>
    SHA384,

    /// <summary>SHA-512.</summary>
    SHA512,
}
