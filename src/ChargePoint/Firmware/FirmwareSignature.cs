using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ChargePoints;

/// <summary>
/// The signature of a firmware file: over its SHA-256, by the key of the signing certificate. RSA-PSS, and as the field has them also
/// PKCS#1 v1.5 and ECDSA, in DER or as plain r and s (security whitepaper §4).
/// </summary>
internal static class FirmwareSignature
{
    /// <summary>True when the signature fits.</summary>
    /// <param name="signingCertificate">PEM.</param>
    /// <param name="signature">Base64.</param>
    /// <param name="sha256">Of the whole file.</param>
    public static bool IsValid(string signingCertificate, string signature, ReadOnlySpan<byte> sha256)
    {
        byte[] bytes = new byte[signature.Length];
        if (!Convert.TryFromBase64String(signature, bytes, out int length) || length == 0)
        {
            return false;
        }
        try
        {
            using var certificate = X509Certificate2.CreateFromPem(signingCertificate);
            using RSA? rsa = certificate.GetRSAPublicKey();
            using ECDsa? ecdsa = certificate.GetECDsaPublicKey();
            ReadOnlySpan<byte> signed = bytes.AsSpan(0, length);
            return rsa is not null ? IsValid(rsa, signed, sha256) : ecdsa is not null && IsValid(ecdsa, signed, sha256);
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    private static bool IsValid(RSA key, ReadOnlySpan<byte> signature, ReadOnlySpan<byte> sha256) =>
        RsaPss.IsValid(key.ExportParameters(false), signature, sha256)
        || key.VerifyHash(sha256, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);

    private static bool IsValid(ECDsa key, ReadOnlySpan<byte> signature, ReadOnlySpan<byte> sha256) =>
        key.VerifyHash(sha256, signature, DSASignatureFormat.Rfc3279DerSequence)
        || key.VerifyHash(sha256, signature, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
}
