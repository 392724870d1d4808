using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Server.Csms;
using Server.Csms.Ca;

namespace Server.Hosting;

/// <summary>The addresses of the web server.</summary>
internal static class Listening
{
    // Addresses by URL and by code exclude each other, and TLS of the CSMS has to be by code.
    public static void Listen(this WebApplicationBuilder builder, string[] urls, CsmsTlsSettings tls)
    {
        if (tls.Urls is null)
        {
            builder.WebHost.UseUrls(urls);
            return;
        }
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            foreach (var address in urls.Select(BindingAddress.Parse))
            {
                kestrel.ListenAt(
                    address,
                    listen =>
                    {
                        if (address.Scheme == "https")
                        {
                            listen.UseHttps();
                        }
                    }
                );
            }
            foreach (var address in tls.Split().Select(BindingAddress.Parse))
            {
                kestrel.ListenAt(address, listen => listen.UseCsmsTls(tls));
            }
        });
    }

    private static void ListenAt(this KestrelServerOptions kestrel, BindingAddress at, Action<ListenOptions> configure)
    {
        if (at.Host == "localhost")
        {
            kestrel.ListenLocalhost(at.Port, configure);
        }
        else if (IPAddress.TryParse(at.Host, out var ip))
        {
            kestrel.Listen(ip, at.Port, configure);
        }
        else
        {
            kestrel.ListenAnyIP(at.Port, configure);
        }
    }
}
