using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Ocpp;

namespace Simulation.Transport;

/// <summary>Opens TCP connections. Thousands of chargers share one host: its addresses are looked up once in a while.</summary>
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
}
