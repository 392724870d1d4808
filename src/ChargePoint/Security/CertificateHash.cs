using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Ocpp.V16;
using HashAlgorithm = Ocpp.V16.HashAlgorithm;

namespace ChargePoints;

/// <summary>How OCPP names a certificate: the hashes of OCSP (RFC 6960 §4.1.1).</summary>
public static class CertificateHash
{
    /// <summary>The hashes of a certificate.</summary>
    /// <param name="certificate">The certificate.</param>
    /// <param name="issuerKey">The bits of its issuer's public key, without tag and length.</param>
    /// <param name="algorithm">The hash function.</param>
    public static CertificateHashData Of(
        X509Certificate2 certificate,
        ReadOnlySpan<byte> issuerKey,
        HashAlgorithm algorithm
    )
    {
        ArgumentNullException.ThrowIfNull(certificate);
        return new()
        {
            HashAlgorithm = algorithm,
            IssuerNameHash = Hash(algorithm, certificate.IssuerName.RawData),
            IssuerKeyHash = Hash(algorithm, issuerKey),
            SerialNumber = WithoutZeros(certificate.SerialNumber),
        };
    }

    /// <summary>The bits of a certificate's public key, without tag and length.</summary>
    public static byte[] KeyOf(X509Certificate2 certificate)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        return certificate.PublicKey.EncodedKeyValue.RawData;
    }

    /// <summary>True when both name the same certificate: hexadecimal digits compare without case.</summary>
    public static bool Matches(CertificateHashData a, CertificateHashData b)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        return a.HashAlgorithm == b.HashAlgorithm
            && a.IssuerNameHash.Equals(b.IssuerNameHash, StringComparison.OrdinalIgnoreCase)
            && a.IssuerKeyHash.Equals(b.IssuerKeyHash, StringComparison.OrdinalIgnoreCase)
            && WithoutZeros(a.SerialNumber) == WithoutZeros(b.SerialNumber);
    }

    private static string WithoutZeros(string hex) =>
        hex.TrimStart('0') is { Length: > 0 } digits ? digits.ToLowerInvariant() : "0";

    private static string Hash(HashAlgorithm algorithm, ReadOnlySpan<byte> data) =>
        Convert.ToHexStringLower(
            algorithm switch
            {
                HashAlgorithm.SHA256 => SHA256.HashData(data),
                HashAlgorithm.SHA384 => SHA384.HashData(data),
                _ => SHA512.HashData(data),
            }
        );
}
