using System.Buffers.Binary;
using System.Text;
using TestKit.Hostile;

namespace Simulation.Tests.Transport;

/// <summary>
/// A CSMS that breaks HTTP and RFC 6455 in every way that a seed comes upon. Whatever it does, the link ends when the socket does, once, with a
/// reason that is one short line, and no frame is longer than a message may be.
/// </summary>
public sealed class HostileSocketTests
{
    private const int Connections = 200;
    private const int AtOnce = 20;
    private const int LongestReason = 400;
    private const int LongestFrame = 1024 * 1024;

    [Fact]
    public async Task Whatever_comes_over_the_socket_the_link_ends_with_one_short_line()
    {
        await using var csms = new LoopbackCsms(async stream =>
        {
            var head = await LoopbackCsms.ReadHeadAsync(stream);
            var seed = ulong.Parse(head.Split("/ocpp/CP")[1].Split(' ')[0]);
            await ServeAsync(stream, LoopbackCsms.AcceptKey(LoopbackCsms.Header(head, "Sec-WebSocket-Key")), seed);
        });
        for (var first = 0; first < Connections; first += AtOnce)
        {
            await Task.WhenAll(Enumerable.Range(first, AtOnce).Select(seed => ConnectAsync(csms.Url, seed)));
        }
    }

    private static async Task ConnectAsync(Uri url, int seed)
    {
        var (_, listener) = Links.Open(url, $"CP{seed}");
        var reason = await listener.Closed;
        reason.ShouldNotBeNullOrWhiteSpace($"seed {seed}");
        reason.Length.ShouldBeLessThanOrEqualTo(LongestReason, $"seed {seed}: {reason}");
        reason.Any(char.IsControl).ShouldBeFalse($"seed {seed}: {reason}");
        for (var i = listener.Arrived; i > 0; i--)
        {
            (await listener.Frame()).Length.ShouldBeLessThanOrEqualTo(LongestFrame, $"seed {seed}");
        }
    }

    private static async Task ServeAsync(Stream stream, string accept, ulong seed)
    {
        var dice = new Dice(seed, "socket");
        var bytes = new List<byte>(Head(dice, accept));
        for (var frames = dice.Below(8); frames > 0; frames--)
        {
            bytes.AddRange(Frame(dice));
        }
        // In pieces of any size, down to a byte at a time.
        var piece = dice.Any(1, 7, 1_400, 65_536);
        for (var from = 0; from < bytes.Count; from += from < 500 ? piece : 65_536)
        {
            var length = Math.Min(from < 500 ? piece : 65_536, bytes.Count - from);
            await stream.WriteAsync(bytes.Slice(from, length).ToArray());
        }
    }

    private static byte[] Head(Dice dice, string accept)
    {
        var good =
            "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + $"Sec-WebSocket-Accept: {accept}\r\nSec-WebSocket-Protocol: ocpp1.6\r\n\r\n";
        if (dice.Chance(0.6))
        {
            return Encoding.Latin1.GetBytes(good);
        }
        var noise = dice.Any("\n", "\u0007", "\0", new string('x', 20_000), "é\u001b[31m", "%0a");
        var bad = dice.Below(9) switch
        {
            0 => good[..dice.Below(good.Length)],
            1 => good.Replace("\r\n", "\n"),
            2 => good.Replace("ocpp1.6", $"ocpp{noise}"),
            3 => $"HTTP/1.1 301 Moved\r\nLocation: ws://elsewhere/{noise}\r\n\r\n",
            4 => $"HTTP/1.1 503 {noise}\r\n\r\n",
            5 => $"HTTP/1.1 {dice.Any("-1", "99999999999", "", "1e2")} {noise}\r\n\r\n",
            6 => good.Replace("\r\n\r\n", $"\r\nX: {noise}\r\n: {noise}\r\n\r\n"),
            7 => good.Replace("Upgrade", noise),
            _ => Encoding.Latin1.GetString(dice.Bytes(dice.Below(300))),
        };
        return Encoding.Latin1.GetBytes(bad);
    }

    private static byte[] Frame(Dice dice) =>
        dice.Below(12) switch
        {
            0 => Whole(0x81, dice.Bytes(dice.Below(300))),
            1 => Whole(0x81, Encoding.UTF8.GetBytes(new string('€', dice.Any(1, 42, 40_000)))),
            2 =>
            [
                .. Whole(0x01, "[3,"u8),
                .. Whole(0x89, "between"u8),
                .. Whole(0x00, "\"a\""u8),
                .. Whole(0x80, ",{}]"u8),
            ],
            3 => Whole((byte)dice.Below(256), dice.Bytes(dice.Below(200))),
            4 => Whole(
                0x88,
                Close(dice.Any(0, 999, 1000, 1005, 1006, 1015, 2999, 3000, 3001, 4321, 4999, 5000, 65_535), dice)
            ),
            5 => Whole(0x88, dice.Bytes(dice.Below(3))),
            6 => Whole(0x89, dice.Bytes(dice.Any(0, 125, 126, 1_000))),
            7 => Length(0x81, dice.Any<ulong>(ulong.MaxValue, long.MaxValue, 1UL << 32, 1_048_577)),
            8 => Endless(),
            9 => Whole(0x82, dice.Bytes(dice.Below(500))),
            10 => [0x81, 0x80, .. dice.Bytes(4)],
            _ => dice.Bytes(dice.Below(60)),
        };

    // Fragments without content.
    private static byte[] Endless() =>
        [.. Whole(0x01, "["u8), .. Enumerable.Range(0, 300).SelectMany(_ => Whole(0x00, ""u8))];

    private static byte[] Close(int code, Dice dice)
    {
        string[] words = ["", "bye", "two\nlines", "\u001b[31mred", "\0", "😀😀"];
        return [(byte)(code >> 8), (byte)code, .. Encoding.UTF8.GetBytes(dice.Any(words))];
    }

    private static byte[] Whole(byte first, ReadOnlySpan<byte> payload)
    {
        byte[] length = [126, (byte)(payload.Length >> 8), (byte)payload.Length];
        return payload.Length switch
        {
            < 126 => [first, (byte)payload.Length, .. payload],
            <= ushort.MaxValue => [first, .. length, .. payload],
            _ => [.. Length(first, (ulong)payload.Length), .. payload],
        };
    }

    private static byte[] Length(byte first, ulong length)
    {
        var head = new byte[10];
        head[0] = first;
        head[1] = 127;
        BinaryPrimitives.WriteUInt64BigEndian(head.AsSpan(2), length);
        return head;
    }
}
