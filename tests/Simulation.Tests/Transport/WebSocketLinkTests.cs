using System.Net.WebSockets;
using System.Text;
using Simulation.Transport;

namespace Simulation.Tests.Transport;

public sealed class WebSocketLinkTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(125)]
    [InlineData(126)]
    [InlineData(65_535)]
    [InlineData(65_536)]
    [InlineData(200_000)]
    public async Task Frames_of_any_length_go_out_and_come_back(int length)
    {
        await using var csms = LoopbackCsms.Accepting((socket, _) => EchoAsync(socket));
        var (link, listener) = Links.Open(csms.Url);
        var text = new string('é', length / 2) + new string('x', length % 2);

        (await listener.Opened).Send(Encoding.UTF8.GetBytes(text));

        (await listener.Frame()).ShouldBe(text);
        link.Abort("Done.");
    }

    [Fact]
    public async Task A_message_in_fragments_is_one_frame()
    {
        await using var csms = LoopbackCsms.Accepting(
            async (socket, _) =>
            {
                await socket.SendAsync("[2,"u8.ToArray(), WebSocketMessageType.Text, false, default);
                await socket.SendAsync("\"a\","u8.ToArray(), WebSocketMessageType.Text, false, default);
                await socket.SendAsync("{}]"u8.ToArray(), WebSocketMessageType.Text, true, default);
                await EchoAsync(socket);
            }
        );
        var (link, listener) = Links.Open(csms.Url);

        (await listener.Frame()).ShouldBe("[2,\"a\",{}]");
        link.Abort("Done.");
    }

    [Theory]
    [InlineData(new byte[] { 0x81, 2, 0xC3, 0x28 }, "invalid UTF-8 in a text frame.")]
    // A reserved opcode, a reserved bit, a mask from a server.
    [InlineData(new byte[] { 0x83, 0 }, "a frame that RFC 6455 does not allow.")]
    [InlineData(new byte[] { 0xC1, 0 }, "a frame that RFC 6455 does not allow.")]
    [InlineData(new byte[] { 0x81, 0x80, 1, 2, 3, 4 }, "a frame that RFC 6455 does not allow.")]
    public async Task What_breaks_the_protocol_is_told_in_words(byte[] frame, string words)
    {
        await using var csms = new LoopbackCsms(async stream =>
        {
            await LoopbackCsms.AcceptAsync(stream);
            await stream.WriteAsync(frame);
            await LoopbackCsms.UntilLeftAsync(stream);
        });

        (await Links.Open(csms.Url).Listener.Closed).ShouldBe($"The CSMS broke the WebSocket protocol: {words}");
    }

    [Fact]
    public async Task A_ping_of_ours_is_a_masked_empty_ping_frame()
    {
        var seen = new TaskCompletionSource<byte[]>();
        await using var csms = new LoopbackCsms(async stream =>
        {
            await LoopbackCsms.AcceptAsync(stream);
            var frame = new byte[6];
            await stream.ReadExactlyAsync(frame);
            seen.SetResult(frame);
        });
        var (_, listener) = Links.Open(csms.Url);

        (await listener.Opened).Ping();

        var frame = await seen.Task.WaitAsync(TimeSpan.FromSeconds(60));
        frame[0].ShouldBe((byte)0x89);
        frame[1].ShouldBe((byte)0x80);
    }

    [Fact]
    public async Task A_ping_of_the_csms_is_answered_between_frames()
    {
        var seen = new TaskCompletionSource<byte[]>();
        await using var csms = new LoopbackCsms(async stream =>
        {
            await LoopbackCsms.AcceptAsync(stream);
            await stream.WriteAsync(new byte[] { 0x89, 2, (byte)'h', (byte)'i' });
            var frame = new byte[8];
            await stream.ReadExactlyAsync(frame);
            seen.SetResult(frame);
        });
        var (link, listener) = Links.Open(csms.Url);

        var pong = await seen.Task.WaitAsync(TimeSpan.FromSeconds(60));
        pong[0].ShouldBe((byte)0x8A);
        (pong[6] ^ pong[2]).ShouldBe('h');
        (pong[7] ^ pong[3]).ShouldBe('i');
        link.Abort("Done.");
        await listener.Closed;
    }

    [Fact]
    public async Task A_binary_frame_is_ignored_and_told()
    {
        await using var csms = LoopbackCsms.Accepting(
            async (socket, _) =>
            {
                await socket.SendAsync(new byte[] { 1, 2, 3 }, WebSocketMessageType.Binary, true, default);
                await socket.SendAsync("[]"u8.ToArray(), WebSocketMessageType.Text, true, default);
                await EchoAsync(socket);
            }
        );
        var (link, listener) = Links.Open(csms.Url);

        (await listener.Ignored()).ShouldContain("binary frame of 3 bytes");
        (await listener.Frame()).ShouldBe("[]");
        link.Abort("Done.");
    }

    [Fact]
    public async Task An_oversized_message_closes_with_1009()
    {
        var status = new TaskCompletionSource<int>();
        await using var csms = LoopbackCsms.Accepting(
            async (socket, _) =>
            {
                var reading = socket.ReceiveAsync(new byte[200], default);
                var part = new byte[256 * 1024];
                Array.Fill(part, (byte)'x');
                for (var i = 0; i < 5; i++)
                {
                    await socket.SendAsync(part, WebSocketMessageType.Text, i == 4, default);
                }
                await reading;
                status.SetResult((int)socket.CloseStatus!.Value);
            }
        );
        var (_, listener) = Links.Open(csms.Url);

        (await status.Task.WaitAsync(TimeSpan.FromSeconds(60))).ShouldBe(1009);
        (await listener.Closed).ShouldBe("The CSMS sent a message of more than 1024 KB.");
    }

    [Theory]
    [InlineData(1000, "bye")]
    [InlineData(3000, "gone")]
    [InlineData(4321, "unknown charger")]
    public async Task A_close_of_the_csms_is_told_with_its_code(int code, string description)
    {
        await using var csms = LoopbackCsms.Accepting(
            (socket, _) => socket.CloseAsync((WebSocketCloseStatus)code, description, default)
        );
        (await Links.Open(csms.Url).Listener.Closed).ShouldBe(
            $"The CSMS closed the WebSocket (code {code} \"{description}\")."
        );
    }

    [Fact]
    public async Task What_the_csms_says_becomes_one_short_line()
    {
        await using var csms = LoopbackCsms.Accepting(
            (socket, _) => socket.CloseAsync(WebSocketCloseStatus.NormalClosure, "two\nlines\u001b[31m", default)
        );
        (await Links.Open(csms.Url).Listener.Closed).ShouldBe(
            "The CSMS closed the WebSocket (code 1000 \"two lines [31m\")."
        );
    }

    [Fact]
    public async Task A_flood_of_pings_from_a_csms_that_does_not_read_ends_the_link_at_the_bound()
    {
        await using var csms = new LoopbackCsms(async stream =>
        {
            await LoopbackCsms.AcceptAsync(stream);
            byte[] ping = [0x89, 125, .. new byte[125]];
            byte[] pings = [.. Enumerable.Range(0, 500).SelectMany(_ => ping)];
            while (true)
            {
                await stream.WriteAsync(pings);
            }
        });
        (await Links.Open(csms.Url).Listener.Closed).ShouldBe("The CSMS does not read: 256 KB wait to be sent.");
    }

    [Fact]
    public async Task A_connection_that_breaks_is_told()
    {
        await using var csms = new LoopbackCsms(async stream => await LoopbackCsms.AcceptAsync(stream));
        (await Links.Open(csms.Url).Listener.Closed).ShouldBe("The connection broke without a close.");
    }

    [Fact]
    public async Task Bytes_that_are_no_websocket_are_told()
    {
        await using var csms = new LoopbackCsms(async stream =>
        {
            await LoopbackCsms.AcceptAsync(stream);
            await stream.WriteAsync(Enumerable.Repeat((byte)0xFF, 16).ToArray());
            await LoopbackCsms.UntilLeftAsync(stream);
        });
        (await Links.Open(csms.Url).Listener.Closed).ShouldStartWith("The CSMS broke the WebSocket protocol:");
    }

    [Fact]
    public async Task An_orderly_close_waits_for_the_answer_of_the_csms()
    {
        var seen = new TaskCompletionSource<(WebSocketCloseStatus?, string?)>();
        await using var csms = LoopbackCsms.Accepting(
            async (socket, _) =>
            {
                await socket.ReceiveAsync(new byte[200], default);
                seen.SetResult((socket.CloseStatus, socket.CloseStatusDescription));
                await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, default);
            }
        );
        var (_, listener) = Links.Open(csms.Url);

        (await listener.Opened).Close("Switched off.");

        (await seen.Task).ShouldBe((WebSocketCloseStatus.NormalClosure, "Switched off."));
        (await listener.Closed).ShouldBe("Switched off.");
    }

    [Fact]
    public async Task A_csms_that_does_not_read_ends_the_link_at_the_bound()
    {
        await using var csms = new LoopbackCsms(
            async (stream, ended) =>
            {
                await LoopbackCsms.AcceptAsync(stream);
                await new TaskCompletionSource().Task.WaitAsync(ended);
            }
        );
        var (_, listener) = Links.Open(csms.Url);
        var link = await listener.Opened;
        var frame = new byte[64 * 1024];
        var sent = 0;
        while (!listener.Closed.IsCompleted && sent < 10_000)
        {
            link.Send(frame);
            sent++;
        }

        (await listener.Closed).ShouldBe("The CSMS does not read: 256 KB wait to be sent.");
    }

    [Fact]
    public async Task A_charger_that_is_behind_holds_the_reader_back()
    {
        const int Sent = 100;
        var allSent = new TaskCompletionSource();
        await using var csms = LoopbackCsms.Accepting(
            async (socket, _) =>
            {
                for (var i = 0; i < Sent; i++)
                {
                    await socket.SendAsync("[]"u8.ToArray(), WebSocketMessageType.Text, true, default);
                }
                allSent.SetResult();
                await EchoAsync(socket);
            }
        );
        var (link, listener) = Links.Open(csms.Url, takesFrames: false);

        await allSent.Task.WaitAsync(TimeSpan.FromSeconds(60));
        for (var i = 0; i < Sent; i++)
        {
            await listener.Frame();
            (listener.Arrived - i).ShouldBeLessThanOrEqualTo(17);
            ((ILinkFlow)link).Delivered();
        }
        link.Abort("Done.");
    }

    private static async Task EchoAsync(WebSocket socket)
    {
        var buffer = new byte[1024 * 1024];
        while (true)
        {
            var length = 0;
            ValueWebSocketReceiveResult result;
            do
            {
                result = await socket.ReceiveAsync(buffer.AsMemory(length), default);
                length += result.Count;
            } while (!result.EndOfMessage);
            if (result.MessageType == WebSocketMessageType.Close)
            {
                return;
            }
            await socket.SendAsync(buffer.AsMemory(0, length), WebSocketMessageType.Text, true, default);
        }
    }
}
