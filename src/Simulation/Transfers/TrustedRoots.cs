using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using ChargePoints;

namespace Simulation.Transfers;

/// <summary>Holds the certificates of file servers against a charger's own roots, by its own clock.</summary>
internal sealed class TrustedRoots(TransferTrust trust) : IDisposable
{
    private readonly X509Certificate2[] _roots = [.. trust.Roots.Select(X509CertificateLoader.LoadCertificate)];

    public SslClientAuthenticationOptions Options
    {
        get
        {
            // The verdict is our own; this keeps the handshake from asking the host and the network.
            var policy = new X509ChainPolicy
            {
                RevocationMode = X509RevocationMode.NoCheck,
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                DisableCertificateDownloads = true,
            };
            policy.CustomTrustStore.AddRange(_roots);
            return new SslClientAuthenticationOptions
            {
                CertificateChainPolicy = policy,
                RemoteCertificateValidationCallback = (_, shown, chain, errors) =>
                    shown is X509Certificate2 leaf
                    && !errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch)
                    && CertificatePath.Check(
                        leaf,
                        [.. chain?.ChainPolicy.ExtraStore ?? []],
                        _roots,
                        trust.Clock,
                        CertificatePath.ServerAuthentication,
                        out X509Certificate2? _
                    )
                        is null,
            };
        }
    }

    public void Dispose()
    {
        foreach (var root in _roots)
        {
            root.Dispose();
        }
    }
}
