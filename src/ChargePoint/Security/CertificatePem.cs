using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ChargePoints;

/// <summary>Certificates as they travel: X.509 in PEM (security whitepaper §2.6).</summary>
public static class CertificatePem
{
    private const string Label = "CERTIFICATE";

    /// <summary>Reads certificates that follow one another; text between them is ignored (RFC 7468).</summary>
    /// <param name="pem">The text.</param>
    /// <param name="certificates">In the order of the text; the caller disposes of them. Empty when it could not be read.</param>
    /// <returns>What is wrong, in words that say what to mend; null when nothing is.</returns>
    public static string? TryRead(string pem, out IReadOnlyList<X509Certificate2> certificates)
    {
        var read = new List<X509Certificate2>();
        certificates = [];
        string? problem = Read(pem, read);
        if (problem is null)
        {
            certificates = read;
            return null;
        }
        foreach (X509Certificate2 certificate in read)
        {
            certificate.Dispose();
        }
        return problem;
    }

    private static string? Read(ReadOnlySpan<char> rest, List<X509Certificate2> into)
    {
        while (PemEncoding.TryFind(rest, out PemFields fields))
        {
            if (!rest[fields.Label].SequenceEqual(Label))
            {
                return $"has a PEM block other than {Label}";
            }
            var der = new byte[fields.DecodedDataLength];
            if (!Convert.TryFromBase64Chars(rest[fields.Base64Data], der, out int length) || length != der.Length)
            {
                return "has a PEM block that is not base64";
            }
            try
            {
                into.Add(X509CertificateLoader.LoadCertificate(der));
            }
            catch (CryptographicException)
            {
                return "has a PEM block that is no X.509 certificate";
            }
            rest = rest[fields.Location.End..];
        }
        return into.Count == 0 ? "has no certificate in PEM" : null;
    }
}
