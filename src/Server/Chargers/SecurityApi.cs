using ChargePoints;
using Microsoft.AspNetCore.Http.HttpResults;
using Server.Api;
using Server.Roster;

namespace Server.Chargers;

/// <summary>/chargers/{id}/security: how the charger secures its connection. Nothing of it is secret.</summary>
internal static class SecurityApi
{
    private const int TlsFrom = 2;
    private const int CertificateFrom = 3;

    public static void MapSecurity(this IEndpointRouteBuilder app)
    {
        app.MapCertificates();
        app.MapSecurityEvents();
        app.MapGet("/chargers/{id}/security", Get)
            .WithTags("Security")
            .WithName("getSecurity")
            .WithSummary("How the charger secures its connection to the CSMS")
            .WithDescription(
                "What the next connection is made with, and the present one once it is up. The password itself is never told."
            )
            .Problems(404);
    }

    private static Results<Ok<ChargerSecurity>, ProblemHttpResult> Get(ChargerRoster roster, string id) =>
        roster.TryGet(id, out var charger) ? TypedResults.Ok(Read(charger)) : Problem.UnknownCharger(id);

    private static ChargerSecurity Read(RosterCharger charger)
    {
        var configuration = charger.Unit.Configuration;
        var security = charger.Unit.Snapshot.Security;
        var profile = configuration.SecurityProfile;
        var own =
            profile >= CertificateFrom
                ? security?.Certificates.FirstOrDefault(it =>
                    it is { Kind: CertificateKind.ChargePointCertificate, InUse: true }
                )
                : null;
        return new ChargerSecurity
        {
            Profile = profile,
            FallbackProfile = security?.FallbackProfile,
            PasswordSet = configuration.AuthorizationKey is not null,
            Tls = profile >= TlsFrom || charger.Unit.CsmsUrl.Scheme == Uri.UriSchemeWss,
            ClientCertificate = own is null ? null : CertificatesApi.View(own),
        };
    }
}

/// <summary>How a charger secures its connection.</summary>
public sealed record ChargerSecurity
{
    /// <summary>The configuration key SecurityProfile: 0 none, 1 password, 2 TLS and password, 3 TLS and a client certificate.</summary>
    public required int Profile { get; init; }

    /// <summary>A raised profile is on trial until it has connected once: the profile to go back to if it cannot. Null when none is on trial.</summary>
    public required int? FallbackProfile { get; init; }

    /// <summary>Whether there is an AuthorizationKey.</summary>
    public required bool PasswordSet { get; init; }

    /// <summary>Whether the connection is made with TLS: by the profile, or by a wss:// URL.</summary>
    public required bool Tls { get; init; }

    /// <summary>The certificate that it shows to the CSMS: in security profile 3. Null for none.</summary>
    public required Certificate? ClientCertificate { get; init; }
}
