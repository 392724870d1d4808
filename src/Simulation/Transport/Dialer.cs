using System.Collections.Concurrent;
using System.ComponentModel;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Ocpp;

namespace Simulation.Transport;

/// <summary>Opens TCP and TLS connections. Thousands of chargers share one host: its addresses are looked up once in a while.</summary>
internal sealed class Dialer(Func<Instant> now)
{
    private static readonly TimeSpan AddressesLast = TimeSpan.FromSeconds(30);

    // Bounded by the hosts that chargers are configured with.
    private readonly ConcurrentDictionary<string, (Instant Until, Task<IPAddress[]> Addresses)> _addresses = new();

    /// <summary>A connected socket.</summary>
    /// <exception cref="LinkException">Name, address or port could not be reached.</exception>
    public async Task<Socket> ConnectAsync(Uri url, CancellationToken cancel)
    {
        var addresses = await ResolveAsync(url.IdnHost, cancel);
        SocketException? failure = null;
        foreach (var address in addresses)
        {
            Socket? socket = null;
            try
            {
                socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                await socket.ConnectAsync(new IPEndPoint(address, url.Port), cancel);
                return socket;
            }
            catch (SocketException error)
            {
                socket?.Dispose();
                failure = error;
            }
            catch
            {
                socket?.Dispose();
                throw;
            }
        }
        throw new LinkException(Words($"TCP: {url.IdnHost}:{url.Port}", failure), failure);
    }

    /// <summary>TLS over a connected socket, with the server's certificate checked.</summary>
    /// <exception cref="LinkException">The handshake failed, or the certificate is not to be trusted.</exception>
    public static async Task<SslStream> SecureAsync(Stream tcp, LinkRequest request, CancellationToken cancel)
    {
        var problem = "";
        var tls = new SslStream(tcp, leaveInnerStreamOpen: false);
        var options = new SslClientAuthenticationOptions
        {
            TargetHost = request.Settings.CsmsUrl.IdnHost,
            EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
            CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
            CertificateChainPolicy = Policy(request.Settings.TrustedRoots),
            RemoteCertificateValidationCallback = (_, _, chain, errors) =>
            {
                problem = Words(errors, chain);
                return errors == SslPolicyErrors.None;
            },
        };
        try
        {
            await tls.AuthenticateAsClientAsync(options, cancel);
            return tls;
        }
        catch (Exception error) when (error is AuthenticationException or IOException or Win32Exception)
        {
            await tls.DisposeAsync();
            var reason = problem.Length > 0 ? problem : Words(error, request.Settings.CsmsUrl);
            throw new LinkException($"TLS: {reason}", error);
        }
        catch
        {
            await tls.DisposeAsync();
            throw;
        }
    }

    /// <summary>A socket's error in words for a person.</summary>
    public static string Words(string what, SocketException? error) =>
        error?.SocketErrorCode switch
        {
            SocketError.ConnectionRefused => $"{what} refuses connections: nothing listens there.",
            SocketError.TimedOut => $"{what} does not answer.",
            SocketError.HostUnreachable or SocketError.NetworkUnreachable => $"{what} cannot be reached from here.",
            SocketError.TooManyOpenSockets =>
                $"{what}: this process has reached its limit of open files; fewer chargers, or a higher limit (ulimit -n).",
            SocketError.AddressNotAvailable => $"{what}: no free local port is left for this address.",
            SocketError.ConnectionReset => $"{what} reset the connection.",
            null => $"{what}: no address.",
            _ => $"{what}: {error.Message}.",
        };

    private async Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancel)
    {
        if (IPAddress.TryParse(host, out var literal))
        {
            return [literal];
        }
        if (!_addresses.TryGetValue(host, out var known) || known.Until < now() || known.Addresses.IsFaulted)
        {
            known = (now() + AddressesLast, Dns.GetHostAddressesAsync(host, CancellationToken.None));
            _addresses[host] = known;
        }
        try
        {
            var addresses = await known.Addresses.WaitAsync(cancel);
            return addresses.Length > 0 ? addresses : throw new LinkException($"DNS: '{host}' has no address.");
        }
        catch (SocketException error)
        {
            throw new LinkException($"DNS: the name '{host}' cannot be resolved ({error.Message}).", error);
        }
    }

    // .NET has no code for an answer that is no TLS; its text tells.
    private static string Words(Exception error, Uri url) =>
        error.Message.Contains("frame size", StringComparison.Ordinal)
            ? $"{url.IdnHost}:{url.Port} does not speak TLS: use ws:// or another port."
        : error.Message.Contains("EOF", StringComparison.Ordinal)
            ? $"{url.IdnHost}:{url.Port} hung up during the handshake; perhaps it does not speak TLS: use ws:// or another port."
        : (error.InnerException ?? error).Message;

    private static X509ChainPolicy Policy(X509Certificate2Collection? trustedRoots)
    {
        var policy = new X509ChainPolicy { RevocationMode = X509RevocationMode.NoCheck };
        if (trustedRoots is not null)
        {
            policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            policy.CustomTrustStore.AddRange(trustedRoots);
        }
        return policy;
    }

    private static string Words(SslPolicyErrors errors, X509Chain? chain) =>
        errors == SslPolicyErrors.None ? ""
        : errors.HasFlag(SslPolicyErrors.RemoteCertificateNotAvailable) ? "the CSMS shows no certificate."
        : errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch)
            ? "the CSMS's certificate is for another host name than the URL's."
        : "the CSMS's certificate is not trusted: "
            + string.Join(", ", (chain?.ChainStatus ?? []).Select(status => status.Status).Distinct())
            + ".";
}
