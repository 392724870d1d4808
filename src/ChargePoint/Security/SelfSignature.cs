using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ChargePoints;

/// <summary>
/// Whether a root has signed itself (RFC 5280 §4.1). A check of paths takes a trusted root for granted, so that what is about to be trusted
/// needs this one.
/// </summary>
internal static class SelfSignature
{
    private static readonly Dictionary<string, (HashAlgorithmName Hash, bool Rsa)> Algorithms = new(
        StringComparer.Ordinal
    )
    {
        ["1.2.840.113549.1.1.11"] = (HashAlgorithmName.SHA256, true),
        ["1.2.840.113549.1.1.12"] = (HashAlgorithmName.SHA384, true),
        ["1.2.840.113549.1.1.13"] = (HashAlgorithmName.SHA512, true),
        ["1.2.840.10045.4.3.2"] = (HashAlgorithmName.SHA256, false),
        ["1.2.840.10045.4.3.3"] = (HashAlgorithmName.SHA384, false),
        ["1.2.840.10045.4.3.4"] = (HashAlgorithmName.SHA512, false),
    };

    /// <summary>What is wrong with it; null when it holds.</summary>
    public static string? Problem(X509Certificate2 certificate)
    {
        if (
            !Algorithms.TryGetValue(
                certificate.SignatureAlgorithm.Value ?? "",
                out (HashAlgorithmName Hash, bool Rsa) by
            )
        )
        {
            return "is not signed with RSA or ECDSA and SHA-256, SHA-384 or SHA-512";
        }
        var outer = new AsnReader(certificate.RawDataMemory, AsnEncodingRules.DER);
        AsnReader parts = outer.ReadSequence();
        ReadOnlySpan<byte> content = parts.ReadEncodedValue().Span;
        parts.ReadSequence();
        byte[] signature = parts.ReadBitString(out _);
        using RSA? rsa = by.Rsa ? certificate.GetRSAPublicKey() : null;
        using ECDsa? ec = by.Rsa ? null : certificate.GetECDsaPublicKey();
        bool holds =
            rsa?.VerifyData(content, signature, by.Hash, RSASignaturePadding.Pkcs1)
            ?? ec?.VerifyData(content, signature, by.Hash, DSASignatureFormat.Rfc3279DerSequence)
            ?? false;
        return holds ? null : "is not signed by itself: its signature does not hold";
    }
}
