using System.Net;
using System.Net.Sockets;
using System.Text;
using Simulation.Transport;

namespace Simulation.Tests.Transport;

public sealed class HandshakeTests
{
    [Fact]
    public async Task The_upgrade_asks_for_ocpp16_under_the_percent_encoded_identity()
    {
        var asked = new TaskCompletionSource<string>();
        await using var csms = LoopbackCsms.Accepting((_, head) => Task.FromResult(asked.TrySetResult(head)));
        var (link, listener) = Links.Open(new Uri(csms.Url + "/?token=a"), "RDAM 123#é");

        await listener.Opened;
        var head = await asked.Task;
        head.ShouldStartWith("GET /ocpp/RDAM%20123%23%C3%A9?token=a HTTP/1.1\r\n");
        LoopbackCsms.Header(head, "Host").ShouldBe($"127.0.0.1:{csms.Port}");
        LoopbackCsms.Header(head, "Sec-WebSocket-Protocol").ShouldBe("ocpp1.6");
        LoopbackCsms.Header(head, "Sec-WebSocket-Version").ShouldBe("13");
        Convert.FromBase64String(LoopbackCsms.Header(head, "Sec-WebSocket-Key")).Length.ShouldBe(16);
        head.ShouldNotContain("Authorization");
        link.Abort("Done.");
    }

    [Fact]
    public async Task Without_a_subprotocol_in_the_handshake_none_may_be_chosen()
    {
        var asked = new TaskCompletionSource<string>();
        await using var silent = new LoopbackCsms(
            async (stream, _) =>
            {
                asked.TrySetResult(await LoopbackCsms.AcceptAsync(stream, extraHeaders: ""));
                await LoopbackCsms.UntilLeftAsync(stream);
            }
        );
        var (link, listener) = Links.Open(silent.Url, offersSubprotocol: false);
        await listener.Opened;
        (await asked.Task).ShouldNotContain("Sec-WebSocket-Protocol");
        link.Abort("Done.");

        await using var chooses = LoopbackCsms.Accepting((_, _) => Task.CompletedTask);
        var (_, refused) = Links.Open(chooses.Url, offersSubprotocol: false);
        (await refused.Closed).ShouldBe("The CSMS chose the subprotocol 'ocpp1.6', and none was offered.");
    }

    [Fact]
    public async Task An_authorization_key_is_sent_with_basic_authentication()
    {
        var asked = new TaskCompletionSource<string>();
        await using var csms = LoopbackCsms.Accepting((_, head) => Task.FromResult(asked.TrySetResult(head)));
        var (_, listener) = Links.Open(csms.Url, "AL1000", "0001020304050607FFFFFFFFFFFFFFFFFFFFFFFF");

        await listener.Opened;
        LoopbackCsms.Header(await asked.Task, "Authorization").ShouldBe("Basic QUwxMDAwOgABAgMEBQYH////////////////");
    }

    [Theory]
    [InlineData(false, "secret", "CP:secret")]
    [InlineData(true, "41424344", "CP:41424344")]
    [InlineData(false, "41424344", "CP:ABCD")]
    [InlineData(false, "414", "CP:414")]
    public void A_password_is_text_or_decoded_hexadecimal(bool asText, string key, string decoded) =>
        BasicCredentials
            .Header("CP", key, asText)
            .ShouldBe("Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(decoded)));

    [Theory]
    [InlineData(
        "HTTP/1.1 400 Bad Request\r\n\r\n",
        "HTTP 400: the CSMS refused the WebSocket handshake, perhaps the subprotocol ocpp1.6."
    )]
    [InlineData("HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n", "HTTP 401: the CSMS wants credentials")]
    [InlineData("HTTP/1.1 403 No\r\n\r\n", "HTTP 403: the CSMS does not let this identity in.")]
    [InlineData(
        "HTTP/1.1 403 Come with TLS.\r\n\r\n",
        "HTTP 403: the CSMS does not let this identity in. It says: Come with TLS."
    )]
    [InlineData("HTTP/1.1 401 Other password\r\n\r\n", "check AuthorizationKey. It says: Other password")]
    [InlineData("HTTP/1.1 404 Not Found\r\n\r\n", "HTTP 404: the CSMS does not know this identity")]
    [InlineData("HTTP/1.1 503 Busy\u0007\r\n\r\n", "HTTP 503 Busy: the CSMS, or a proxy before it, is in trouble.")]
    [InlineData("HTTP/1.1 418\r\n\r\n", "HTTP 418: the CSMS refused the WebSocket handshake.")]
    [InlineData(
        "HTTP/1.1 301 Moved\r\nLocation: wss://other/x\r\n\r\n",
        "HTTP 301: the CSMS redirects to wss://other/x."
    )]
    [InlineData("HTTP/1.1 200 OK\r\n\r\nhello", "HTTP 200 OK: the CSMS refused the WebSocket handshake.")]
    [InlineData("SSH-2.0-OpenSSH_9.6\r\n", "does not speak HTTP/1.1")]
    [InlineData("HTTP/1.1 abc\r\n\r\n", "does not speak HTTP/1.1")]
    [InlineData("", "The CSMS hung up during the WebSocket handshake.")]
    [InlineData("HTTP/1.1 101 Switch", "The CSMS hung up during the WebSocket handshake.")]
    public async Task A_refusal_is_told_in_words(string response, string expected)
    {
        await using var csms = LoopbackCsms.Answering(response);
        (await Links.Open(csms.Url).Listener.Closed).ShouldContain(expected);
    }

    [Fact]
    public async Task A_refusal_of_many_lines_is_told_in_one_short_line()
    {
        var location = "ws://elsewhere/\n\u0007" + new string('x', 10_000);
        await using var csms = LoopbackCsms.Answering($"HTTP/1.1 301 Moved\r\nLocation: {location}\r\n\r\n");
        var reason = await Links.Open(csms.Url).Listener.Closed;
        reason.ShouldStartWith("HTTP 301: the CSMS redirects to ws://elsewhere/  xxx");
        reason.Length.ShouldBe(400);
    }

    [Theory]
    [InlineData("", "without choosing the subprotocol ocpp1.6")]
    [InlineData("Sec-WebSocket-Protocol: ocpp2.0.1\r\n", "chose the subprotocol 'ocpp2.0.1', which was not offered")]
    [InlineData(
        "Sec-WebSocket-Protocol: ocpp1.6\r\nSec-WebSocket-Extensions: permessage-deflate\r\n",
        "chose a WebSocket extension"
    )]
    public async Task An_acceptance_on_other_terms_is_a_refusal(string headers, string expected)
    {
        await using var csms = new LoopbackCsms(stream => LoopbackCsms.AcceptAsync(stream, headers));
        (await Links.Open(csms.Url).Listener.Closed).ShouldContain(expected);
    }

    [Theory]
    [InlineData(
        "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: bm8=\r\nSec-WebSocket-Protocol: ocpp1.6\r\n"
    )]
    [InlineData("Sec-WebSocket-Protocol: ocpp1.6\r\n")]
    public async Task An_acceptance_without_proof_is_a_refusal(string headers)
    {
        await using var csms = LoopbackCsms.Answering($"HTTP/1.1 101 Switching Protocols\r\n{headers}\r\n");
        (await Links.Open(csms.Url).Listener.Closed).ShouldContain("its WebSocket handshake is not valid");
    }

    [Fact]
    public async Task Endless_headers_are_cut_off()
    {
        await using var csms = new LoopbackCsms(async stream =>
        {
            await LoopbackCsms.ReadHeadAsync(stream);
            await stream.WriteAsync(Encoding.Latin1.GetBytes("HTTP/1.1 101 Switching Protocols\r\n"));
            while (true)
            {
                await stream.WriteAsync(Encoding.Latin1.GetBytes("X-More: and more and more\r\n"));
            }
        });
        (await Links.Open(csms.Url).Listener.Closed).ShouldContain("longer than 16 KB");
    }

    [Fact]
    public async Task A_silent_socket_ends_with_the_reason_of_whoever_lost_patience()
    {
        var reached = new TaskCompletionSource();
        await using var csms = new LoopbackCsms(async stream =>
        {
            await LoopbackCsms.ReadHeadAsync(stream);
            reached.SetResult();
            await LoopbackCsms.UntilLeftAsync(stream);
        });
        var (link, listener) = Links.Open(csms.Url);

        await reached.Task;
        link.Abort("Too slow.");
        (await listener.Closed).ShouldBe("Too slow.");
    }

    [Fact]
    public async Task A_port_that_nobody_listens_on_is_told()
    {
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        var port = ((IPEndPoint)free.LocalEndpoint).Port;
        free.Stop();

        (await Links.Open(new Uri($"ws://127.0.0.1:{port}/")).Listener.Closed).ShouldBe(
            $"TCP: 127.0.0.1:{port} refuses connections: nothing listens there."
        );
    }

    [Fact]
    public async Task A_name_that_does_not_resolve_is_told() =>
        (await Links.Open(new Uri("ws://no-such-host.invalid/")).Listener.Closed).ShouldStartWith(
            "DNS: the name 'no-such-host.invalid' cannot be resolved"
        );

    [Fact]
    public async Task What_comes_with_the_handshake_is_read_as_frames()
    {
        await using var csms = new LoopbackCsms(async stream =>
        {
            var head = await LoopbackCsms.ReadHeadAsync(stream);
            var accept = LoopbackCsms.AcceptKey(LoopbackCsms.Header(head, "Sec-WebSocket-Key"));
            byte[] answer =
            [
                .. Encoding.Latin1.GetBytes(
                    "HTTP/1.1 101 Switching Protocols\r\nupgrade: WebSocket\r\nconnection: Upgrade\r\n"
                        + $"sec-websocket-accept: {accept}\r\nsec-websocket-protocol: ocpp1.6\r\n\r\n"
                ),
                0x81,
                2,
                (byte)'[',
                (byte)']',
            ];
            await stream.WriteAsync(answer);
            await LoopbackCsms.UntilLeftAsync(stream);
        });
        var (link, listener) = Links.Open(csms.Url);

        (await listener.Frame()).ShouldBe("[]");
        link.Abort("Done.");
    }
}
