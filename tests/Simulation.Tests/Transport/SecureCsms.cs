using System.Net.Security;
using System.Net.WebSockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using ChargePoints;

namespace Simulation.Tests.Transport;

/// <summary>A CSMS on TLS that sends each frame back. With a client root it demands a certificate that leads there.</summary>
internal sealed class SecureCsms : IAsyncDisposable
{
    private readonly LoopbackCsms _csms;
    private readonly SslServerAuthenticationOptions _options;

    public SecureCsms(
        X509Certificate2 certificate,
        X509Certificate2? clientRoot = null,
        SslProtocols protocols = SslProtocols.Tls12 | SslProtocols.Tls13,
        TlsCipherSuite[]? suites = null
    )
    {
        _options = new()
        {
            ServerCertificate = certificate,
            EnabledSslProtocols = protocols,
            ClientCertificateRequired = clientRoot is not null,
            RemoteCertificateValidationCallback = (_, shown, chain, _) =>
            {
                if (clientRoot is null)
                {
                    return true;
                }
                ClientSubject = shown?.Subject;
                return shown is X509Certificate2 leaf
                    && CertificatePath.Check(
                        leaf,
                        [.. chain!.ChainPolicy.ExtraStore],
                        [clientRoot],
                        Links.Start.ToUtc(),
                        CertificatePath.ClientAuthentication,
                        out _
                    )
                        is null;
            },
        };
        if (suites is not null && !OperatingSystem.IsWindows())
        {
            _options.CipherSuitesPolicy = new CipherSuitesPolicy(suites);
        }
        _csms = new LoopbackCsms(ServeAsync);
    }

    public Uri Url => new($"wss://localhost:{_csms.Port}/ocpp");

    /// <summary>The head of the last upgrade request.</summary>
    public string Head { get; private set; } = "";

    /// <summary>The subject of the last client certificate.</summary>
    public string? ClientSubject { get; private set; }

    public ValueTask DisposeAsync() => _csms.DisposeAsync();

    private async Task ServeAsync(Stream tcp)
    {
        await using var tls = new SslStream(tcp);
        try
        {
            await tls.AuthenticateAsServerAsync(_options);
        }
        catch (AuthenticationException)
        {
            return;
        }
        Head = await LoopbackCsms.AcceptAsync(tls);
        using var socket = WebSocket.CreateFromStream(tls, isServer: true, "ocpp1.6", TimeSpan.Zero);
        var buffer = new byte[100];
        while (
            await socket.ReceiveAsync(buffer.AsMemory(), default) is { MessageType: WebSocketMessageType.Text } frame
        )
        {
            await socket.SendAsync(buffer.AsMemory(0, frame.Count), WebSocketMessageType.Text, true, default);
        }
    }
}
