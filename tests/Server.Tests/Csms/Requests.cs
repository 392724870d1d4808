using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Server.Tests.Csms;

/// <summary>Certificate requests as charge points make them.</summary>
internal static class Requests
{
    public static (string Csr, ECDsa Key) Make(string commonName)
    {
        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"O=Acme, CN={commonName}", key, HashAlgorithmName.SHA256);
        return (request.CreateSigningRequestPem(), key);
    }
}

/// <summary>A time that stands still.</summary>
internal sealed class FixedTime : TimeProvider
{
    public static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => Now;
}

/// <summary>A directory for as long as a test runs.</summary>
internal sealed class TemporaryDirectory : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("csms-").FullName;

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(Path, recursive: true);
    }
}
