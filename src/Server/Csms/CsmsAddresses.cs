using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Server.Csms;

/// <summary>Where charge points find the embedded central system, as seen from this machine; the identity is appended.</summary>
public sealed record CsmsAddresses
{
    /// <summary>ws://; null when it is reached with TLS only.</summary>
    public required string? Url { get; init; }

    /// <summary>wss://, for security profiles 2 and 3; null when it listens nowhere with TLS.</summary>
    public required string? SecureUrl { get; init; }

    /// <summary>Without TLS where there is a choice: the charge points need not trust a certificate then.</summary>
    internal static string? Nearest(IServer server) => Of(server, secure: false) ?? Of(server, secure: true);

    internal static string? Of(IServer server, bool secure)
    {
        var scheme = secure ? Uri.UriSchemeHttps : Uri.UriSchemeHttp;
        var addresses = server.Features.Get<IServerAddressesFeature>()?.Addresses ?? [];
        var those = addresses.Select(BindingAddress.Parse).Where(address => address.Scheme == scheme);
        // The CSMS's own address with TLS comes last, and has the certificate that chargers can be told to trust.
        var bound = secure ? those.LastOrDefault() : those.FirstOrDefault();
        if (bound is null)
        {
            return null;
        }

        var host = bound.Host is "0.0.0.0" or "[::]" or "*" or "+" ? "127.0.0.1" : bound.Host;
        return $"{(secure ? Uri.UriSchemeWss : Uri.UriSchemeWs)}://{host}:{bound.Port}/ocpp";
    }
}

/// <summary>/csms/addresses: where charge points connect.</summary>
internal static class CsmsAddressesApi
{
    public static void MapCsmsAddresses(this IEndpointRouteBuilder app) =>
        app.MapGet(
                "/csms/addresses",
                (IServer server) =>
                    TypedResults.Ok(
                        new CsmsAddresses
                        {
                            Url = CsmsAddresses.Of(server, secure: false),
                            SecureUrl = CsmsAddresses.Of(server, secure: true),
                        }
                    )
            )
            .WithTags("CSMS")
            .WithName("getCsmsAddresses")
            .WithSummary("Where charge points connect to the embedded CSMS");
}
