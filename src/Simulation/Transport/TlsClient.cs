using System.ComponentModel;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ChargePoints;

namespace Simulation.Transport;

/// <summary>
/// The charger's side of one TLS handshake (security whitepaper §2.4, §2.5): the CSMS's certificate is held against the installed roots,
/// and in profile 3 the charger shows its own. It lives as long as the handshake.
/// </summary>
internal sealed class TlsClient : IDisposable
{
    // What the whitepaper asks for, with and without ephemeral keys, and the same strength in TLS 1.3.
    private static readonly CipherSuitesPolicy? Suites =
        OperatingSystem.IsLinux() || OperatingSystem.IsMacOS()
            ? new CipherSuitesPolicy([
                TlsCipherSuite.TLS_AES_128_GCM_SHA256,
                TlsCipherSuite.TLS_AES_256_GCM_SHA384,
                TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,
                TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384,
                TlsCipherSuite.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256,
                TlsCipherSuite.TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384,
                TlsCipherSuite.TLS_RSA_WITH_AES_128_GCM_SHA256,
                TlsCipherSuite.TLS_RSA_WITH_AES_256_GCM_SHA384,
            ])
            : null;

    private readonly LinkRequest _request;
    private readonly X509Certificate2[]? _roots;
    private readonly X509Certificate2[] _own;
    private string _problem = "";

    public TlsClient(LinkRequest request)
    {
        AskedForCertificate = request.Security.Chain is not null;
        _request = request;
        _roots = request.Security.Roots is { } roots ? [.. roots.Select(X509CertificateLoader.LoadCertificate)] : null;
        _own = Own(request.Security);
    }

    /// <summary>SHA-256 of the installed root that the CSMS's certificate led to; null when the host's roots were asked.</summary>
    public string? ServerRoot { get; private set; }

    /// <summary>True when the CSMS has asked for a client certificate, as far as can be told.</summary>
    public bool AskedForCertificate { get; private set; }

    /// <summary>TLS over a connected socket.</summary>
    /// <exception cref="LinkException">The handshake failed, or a certificate is not to be trusted.</exception>
    public async Task<SslStream> SecureAsync(Stream tcp, CancellationToken cancel)
    {
        var tls = new SslStream(tcp, leaveInnerStreamOpen: false);
        try
        {
            await tls.AuthenticateAsClientAsync(Options(), cancel);
            return tls;
        }
        catch (Exception error) when (error is AuthenticationException or IOException or Win32Exception)
        {
            await tls.DisposeAsync();
            throw _request.BreaksTls ? new LinkException($"TLS: {LinkRequest.BrokenTls}", error, LinkFailureKind.Tls)
            : _problem.Length > 0
                ? new LinkException($"TLS: {_problem}", error, LinkFailureKind.InvalidServerCertificate)
            : TlsFailure.Of(error, _request, AskedForCertificate);
        }
        catch
        {
            await tls.DisposeAsync();
            throw;
        }
    }

    public void Dispose()
    {
        foreach (var certificate in (X509Certificate2[])[.. _roots ?? [], .. _own])
        {
            certificate.Dispose();
        }
    }

    private SslClientAuthenticationOptions Options()
    {
        var policy = new X509ChainPolicy { RevocationMode = X509RevocationMode.NoCheck };
        if (_roots is not null)
        {
            // The verdict is our own; this keeps the handshake from asking the host and the network.
            policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            policy.CustomTrustStore.AddRange(_roots);
            policy.DisableCertificateDownloads = true;
        }
        var options = new SslClientAuthenticationOptions
        {
            TargetHost = _request.Url.IdnHost,
            EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
            CertificateChainPolicy = policy,
            RemoteCertificateValidationCallback = (_, certificate, chain, errors) =>
            {
                if (_request.BreaksTls)
                {
                    // The CSMS gets an alert, as of any client that does not like what it sees.
                    return false;
                }
                _problem = (_roots is null ? HostProblem(errors, chain) : Problem(certificate, chain)) ?? "";
                return _problem.Length == 0;
            },
            // A resumed session would pass the check of certificates by.
            AllowTlsResume = _roots is null,
            LocalCertificateSelectionCallback =
                _own.Length > 0
                    ? null
                    : (_, _, _, server, _) =>
                    {
                        // Before the handshake it is asked for a guess; a certificate of the server means that it asks.
                        AskedForCertificate |= server is not null;
                        return null!;
                    },
            ClientCertificateContext =
                _own.Length > 0 ? SslStreamCertificateContext.Create(_own[0], [.. _own.Skip(1)], offline: true) : null,
        };
        if (Suites is not null && !OperatingSystem.IsWindows())
        {
            options.CipherSuitesPolicy = Suites;
        }
        return options;
    }

    private string? Problem(X509Certificate? shown, X509Chain? chain)
    {
        if (shown is not X509Certificate2 leaf)
        {
            return "the CSMS shows no certificate.";
        }
        var wrong = CertificatePath.Check(
            leaf,
            [.. chain?.ChainPolicy.ExtraStore ?? []],
            _roots!,
            _request.Security.Clock,
            CertificatePath.ServerAuthentication,
            out var anchor
        );
        if (wrong is not null)
        {
            return $"the CSMS's certificate is not trusted: {wrong}.";
        }
        if (!leaf.MatchesHostname(_request.Url.IdnHost, allowWildcards: true, allowCommonName: true))
        {
            return "the CSMS's certificate is for another host name than the URL's.";
        }
        ServerRoot = Convert.ToHexStringLower(SHA256.HashData(anchor!.RawDataMemory.Span));
        return null;
    }

    private static string? HostProblem(SslPolicyErrors errors, X509Chain? chain) =>
        errors == SslPolicyErrors.None ? null
        : errors.HasFlag(SslPolicyErrors.RemoteCertificateNotAvailable) ? "the CSMS shows no certificate."
        : errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch)
            ? "the CSMS's certificate is for another host name than the URL's."
        : "the CSMS's certificate is not trusted: "
            + string.Join(", ", (chain?.ChainStatus ?? []).Select(status => status.Status).Distinct())
            + ".";

    private static X509Certificate2[] Own(LinkSecurity security)
    {
        if (security.Chain is not { } chain || security.PrivateKey is not { } key)
        {
            return [];
        }
        using var leaf = X509CertificateLoader.LoadCertificate(chain[0]);
        return [WithKey(leaf, key), .. chain.Skip(1).Select(X509CertificateLoader.LoadCertificate)];
    }

    private static X509Certificate2 WithKey(X509Certificate2 leaf, byte[] pkcs8)
    {
        using var rsa = leaf.GetRSAPublicKey() is null ? null : RSA.Create();
        if (rsa is not null)
        {
            rsa.ImportPkcs8PrivateKey(pkcs8, out _);
            return Usable(leaf.CopyWithPrivateKey(rsa));
        }
        using var ec = ECDsa.Create();
        ec.ImportPkcs8PrivateKey(pkcs8, out _);
        return Usable(leaf.CopyWithPrivateKey(ec));
    }

    // Windows shows no certificate whose key it does not hold itself.
    private static X509Certificate2 Usable(X509Certificate2 certificate)
    {
        if (!OperatingSystem.IsWindows())
        {
            return certificate;
        }
        using (certificate)
        {
            return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null);
        }
    }
}
