using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ChargePoints;

/// <summary>What a certificate must be like, whoever issued it (security whitepaper §2.6).</summary>
internal static class CertificateRules
{
    private const int LeastRsaBits = 2048;
    private const int LeastEcBits = 224;
    private const string CommonNameType = "2.5.4.3";

    /// <summary>
    /// What is wrong with a certificate where to look at it fails with that: keys, extensions and names are read only when they are asked for.
    /// </summary>
    public const string Unreadable = "has contents that cannot be read";

    /// <summary>Whether it failed because of what is in the certificate.</summary>
    public static bool IsUnreadable(Exception error) => error is CryptographicException or AsnContentException;

    /// <summary>The common name of its subject; null when it has none, or several. No other name takes its place.</summary>
    public static string? CommonName(X509Certificate2 certificate)
    {
        string[] names =
        [
            .. certificate
                .SubjectName.EnumerateRelativeDistinguishedNames()
                .Where(part => !part.HasMultipleElements && part.GetSingleElementType().Value == CommonNameType)
                .Select(part => part.GetSingleElementValue() ?? ""),
        ];
        return names.Length == 1 ? names[0] : null;
    }

    /// <summary>The instant from which it is valid.</summary>
    public static DateTimeOffset From(X509Certificate2 certificate) => new(certificate.NotBefore.ToUniversalTime());

    /// <summary>The instant after which it is not valid.</summary>
    public static DateTimeOffset Until(X509Certificate2 certificate) => new(certificate.NotAfter.ToUniversalTime());

    /// <summary>When to check it: now, and from when it is valid if that is to come.</summary>
    public static DateTimeOffset CheckedAt(X509Certificate2 certificate, DateTimeOffset now) =>
        From(certificate) > now ? From(certificate) : now;

    /// <summary>What is wrong with its key; null when nothing is.</summary>
    public static string? KeyProblem(X509Certificate2 certificate)
    {
        using RSA? rsa = certificate.GetRSAPublicKey();
        if (rsa is not null)
        {
            return rsa.KeySize >= LeastRsaBits ? null : $"has an RSA key of less than {LeastRsaBits} bits";
        }
        using ECDsa? ec = certificate.GetECDsaPublicKey();
        return ec is null ? "has a key that is neither RSA nor elliptic curve"
            : ec.KeySize >= LeastEcBits ? null
            : $"has an elliptic curve key of less than {LeastEcBits} bits";
    }

    /// <summary>What keeps it from being a root; null when nothing does. Its signature is not looked at.</summary>
    public static string? RootProblem(X509Certificate2 certificate, DateTimeOffset now)
    {
        bool authority = certificate
            .Extensions.OfType<X509BasicConstraintsExtension>()
            .Any(constraints => constraints.CertificateAuthority);
        X509KeyUsageExtension? usage = certificate.Extensions.OfType<X509KeyUsageExtension>().FirstOrDefault();
        return !authority ? "is no certificate authority's (basic constraints)"
            : usage is not null && !usage.KeyUsages.HasFlag(X509KeyUsageFlags.KeyCertSign)
                ? "must not sign certificates (key usage)"
            : Until(certificate) < now ? $"expired on {Until(certificate):yyyy-MM-dd}"
            : KeyProblem(certificate);
    }
}
