using System.Security.Authentication;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace Server.Csms.Ca;

/// <summary>wss:// for charge points of security profiles 2 and 3 (security whitepaper §2.4, §2.5), with a certificate of our own authority.</summary>
internal static class TlsEndpoint
{
    /// <summary>Listens there as well, with a certificate that is made now.</summary>
    public static void UseCsmsTls(this ListenOptions listen, CsmsTlsSettings tls)
    {
        var authority = listen.ApplicationServices.GetRequiredService<CertificateAuthority>();
        listen.UseHttps(
            new HttpsConnectionAdapterOptions
            {
                ServerCertificate = authority.IssueServer(Names(tls)),
                SslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
                // Who is there is known only after the handshake, so everybody is asked; who needs a certificate is refused without.
                ClientCertificateMode = ClientCertificateMode.AllowCertificate,
                ClientCertificateValidation = (certificate, _, _) => authority.IsChargePoint(certificate),
            }
        );
    }

    /// <summary>What the certificate is for, first what it is named after.</summary>
    internal static IReadOnlyList<string> Names(CsmsTlsSettings tls) =>
        [
            .. tls
                .Names.Concat(["localhost", "127.0.0.1", "::1"])
                .Concat(tls.Split().Select(url => BindingAddress.Parse(url).Host.Trim('[', ']')))
                .Append(Environment.MachineName)
                .Where(IsName)
                .Distinct(StringComparer.OrdinalIgnoreCase),
        ];

    /// <summary>Whether a certificate can be for it.</summary>
    internal static bool IsName(string name) =>
        name is not ("0.0.0.0" or "::")
        && Uri.CheckHostName(name) is UriHostNameType.Dns or UriHostNameType.IPv4 or UriHostNameType.IPv6
        && !name.Contains('_');
}
