using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace Simulation.Transport;

/// <summary>The client's side of the WebSocket handshake (RFC 6455 §4.1) for the subprotocol ocpp1.6.</summary>
internal static class WebSocketUpgrade
{
    /// <summary>The subprotocol of OCPP 1.6J.</summary>
    public const string Subprotocol = "ocpp1.6";

    private const int MaxResponseBytes = 16 * 1024;

    /// <summary>Sends the request and reads the answer up to the end of its head.</summary>
    /// <returns>What has already arrived after the head; mostly nothing.</returns>
    /// <exception cref="LinkException">The CSMS refused, in words for a person.</exception>
    /// <exception cref="EndOfStreamException">The CSMS hung up instead of answering.</exception>
    public static async Task<byte[]> RunAsync(Stream stream, LinkRequest request, CancellationToken cancel)
    {
        var key = Convert.ToBase64String(RandomNumberGenerator.GetBytes(16));
        await stream.WriteAsync(Request(request, key), cancel);
        var buffer = ArrayPool<byte>.Shared.Rent(1024);
        try
        {
            var length = 0;
            while (true)
            {
                if (length == buffer.Length)
                {
                    Grow(ref buffer);
                }
                var read = await stream.ReadAsync(buffer.AsMemory(length), cancel);
                if (read == 0)
                {
                    throw new EndOfStreamException();
                }
                // The end of the head may straddle two reads.
                var from = Math.Max(0, length - 3);
                length += read;
                var end = buffer.AsSpan(from, length - from).IndexOf("\r\n\r\n"u8);
                if (end >= 0)
                {
                    var head = Encoding.Latin1.GetString(buffer, 0, from + end);
                    UpgradeResponse.Check(head, Accept(key), request.Settings.OffersSubprotocol);
                    return buffer.AsSpan(from + end + 4, length - from - end - 4).ToArray();
                }
                UpgradeResponse.CheckStart(buffer.AsSpan(0, length));
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static void Grow(ref byte[] buffer)
    {
        if (buffer.Length >= MaxResponseBytes)
        {
            throw new LinkException(
                $"The answer to the WebSocket handshake is longer than {MaxResponseBytes / 1024} KB."
            );
        }
        var larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
        buffer.CopyTo(larger, 0);
        ArrayPool<byte>.Shared.Return(buffer);
        buffer = larger;
    }

    private static byte[] Request(LinkRequest request, string key)
    {
        var url = request.Url;
        var head = new StringBuilder(512)
            .Append("GET ")
            .Append(CsmsAddress.RequestTarget(url, request.Identity))
            .Append(" HTTP/1.1\r\nHost: ")
            .Append(CsmsAddress.Host(url))
            .Append("\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ")
            .Append(key)
            .Append("\r\n");
        if (request.Settings.OffersSubprotocol)
        {
            head.Append("Sec-WebSocket-Protocol: ").Append(Subprotocol).Append("\r\n");
        }
        if (request.Security.Password is { Length: > 0 } password)
        {
            var credentials = BasicCredentials.Header(request.Identity, password, request.Security.PasswordAsText);
            head.Append("Authorization: ").Append(credentials).Append("\r\n");
        }
        return Encoding.Latin1.GetBytes(head.Append("\r\n").ToString());
    }

    // RFC 6455 §4.2.2 prescribes SHA-1 here; it protects nothing.
#pragma warning disable CA5350
    private static string Accept(string key) =>
        Convert.ToBase64String(SHA1.HashData(Encoding.ASCII.GetBytes(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11")));
#pragma warning restore CA5350
}
