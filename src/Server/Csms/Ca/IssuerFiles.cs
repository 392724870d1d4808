using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Server.Roster;
using Server.Storage;

namespace Server.Csms.Ca;

/// <summary>Certificate authorities in a directory: NAME.pem and NAME.key, for this user's eyes only.</summary>
internal sealed class IssuerFiles(string directory)
{
    /// <summary>The authority of that name; made by <paramref name="make"/> when there is none yet.</summary>
    /// <exception cref="ConflictException">Its files are no use.</exception>
    public Issuer Open(string name, Func<ECDsa, X509Certificate2> make)
    {
        var (pem, key) = (Path.Combine(directory, $"{name}.pem"), Path.Combine(directory, $"{name}.key"));
        if (!File.Exists(pem))
        {
            Make(pem, key, make);
        }
        try
        {
            return new Issuer(X509Certificate2.CreateFromPemFile(pem, key));
        }
        catch (Exception error) when (error is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new ConflictException(
                $"The certificate authority in {pem} and {key} cannot be used: {error.Message.TrimEnd('.')}. "
                    + "Put its files back, or remove both and a new one is made."
            );
        }
    }

    // The key first: a certificate is there only with its key.
    private void Make(string pem, string keyFile, Func<ECDsa, X509Certificate2> make)
    {
        PrivateFile.CreateDirectory(directory);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = make(key);
        Write(keyFile, key.ExportPkcs8PrivateKeyPem());
        Write(pem, certificate.ExportCertificatePem());
    }

    private static void Write(string path, string pem) =>
        PrivateFile.Write(path, stream => stream.Write(Encoding.ASCII.GetBytes($"{pem}\n")));
}
