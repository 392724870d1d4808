using System.Net.Security;
using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Simulation.Tests.Transport;

public sealed class TlsTests
{
    [Fact]
    public async Task A_certificate_of_a_trusted_root_for_the_right_host_is_accepted()
    {
        using var root = Root();
        using var server = Server(root, "localhost");
        await using var csms = Secure(server);
        var (_, listener) = Links.Open(Url(csms, "localhost"), roots: [root]);

        (await listener.Opened).Send("[]"u8);
        (await listener.Frame()).ShouldBe("[]");
    }

    [Fact]
    public async Task A_certificate_of_an_unknown_root_is_refused()
    {
        using var root = Root();
        using var server = Server(root, "localhost");
        await using var csms = Secure(server);

        (await Links.Open(Url(csms, "localhost")).Listener.Closed).ShouldStartWith(
            "TLS: the CSMS's certificate is not trusted: "
        );
    }

    [Fact]
    public async Task A_certificate_for_another_host_is_refused()
    {
        using var root = Root();
        using var server = Server(root, "csms.example");
        await using var csms = Secure(server);

        (await Links.Open(Url(csms, "localhost"), roots: [root]).Listener.Closed).ShouldBe(
            "TLS: the CSMS's certificate is for another host name than the URL's."
        );
    }

    [Fact]
    public async Task A_server_without_tls_is_told()
    {
        await using var csms = new LoopbackCsms(async stream =>
        {
            await stream.ReadExactlyAsync(new byte[16]);
            await stream.WriteAsync("HTTP/1.1 400 Bad Request\r\n\r\n"u8.ToArray());
        });

        (await Links.Open(Url(csms, "127.0.0.1")).Listener.Closed).ShouldBe(
            $"TLS: 127.0.0.1:{csms.Port} does not speak TLS: use ws:// or another port."
        );
    }

    private static Uri Url(LoopbackCsms csms, string host) => new($"wss://{host}:{csms.Port}/ocpp");

    private static LoopbackCsms Secure(X509Certificate2 certificate) =>
        new(async tcp =>
        {
            await using var tls = new SslStream(tcp);
            try
            {
                await tls.AuthenticateAsServerAsync(certificate);
            }
            catch (System.Security.Authentication.AuthenticationException)
            {
                return;
            }
            await LoopbackCsms.AcceptAsync(tls);
            using var socket = WebSocket.CreateFromStream(tls, isServer: true, "ocpp1.6", TimeSpan.Zero);
            var buffer = new byte[100];
            var result = await socket.ReceiveAsync(buffer.AsMemory(), default);
            await socket.SendAsync(buffer.AsMemory(0, result.Count), WebSocketMessageType.Text, true, default);
            await socket.ReceiveAsync(buffer.AsMemory(), default);
        });

    private static X509Certificate2 Root()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=Test root", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        return request.CreateSelfSigned(NotBefore, NotAfter);
    }

    private static X509Certificate2 Server(X509Certificate2 root, string host)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={host}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(host);
        request.CertificateExtensions.Add(names.Build());
        using var signed = request.Create(root, NotBefore, NotAfter.AddDays(-1), [1, 2, 3, 4]);
        using var withKey = signed.CopyWithPrivateKey(key);
        return X509CertificateLoader.LoadPkcs12(withKey.Export(X509ContentType.Pfx), null);
    }

    // Fixed, and wide enough for any clock that a test runs under.
    private static readonly DateTimeOffset NotBefore = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly DateTimeOffset NotAfter = new(2120, 1, 1, 0, 0, 0, TimeSpan.Zero);
}
