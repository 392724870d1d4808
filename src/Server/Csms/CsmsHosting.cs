using Csms;
using Server.Csms.Ca;
using Server.Csms.Files;
using Server.Csms.Security;
using Server.Csms.Storage;

namespace Server.Csms;

/// <summary>The embedded central system in the host: add it, map it.</summary>
internal static class CsmsHosting
{
    /// <summary>Adds it. To be called before what connects to it is added, so that it stops after that.</summary>
    public static IServiceCollection AddCsms(this IServiceCollection services, CsmsSettings settings)
    {
        services.AddSingleton(settings);
        services.AddSingleton(_ => new CsmsClock(TimeProvider.System));
        services.AddSingleton<CsmsDatabase>();
        services.AddSingleton<CsmsStore>();
        services.AddSingleton(provider =>
            provider
                .GetRequiredService<CsmsStore>()
                .Open(
                    new CentralSystemOptions
                    {
                        Identities = settings.Identities,
                        AcceptUnknownTags = settings.AcceptUnknownTags,
                        HeartbeatIntervalSeconds = settings.HeartbeatIntervalSeconds,
                    }
                )
        );
        services.AddSingleton(provider =>
        {
            provider.GetRequiredService<CertificateSigner>().Start();
            return new CsmsHost(
                provider.GetRequiredService<CentralSystem>(),
                provider.GetRequiredService<CsmsStore>(),
                provider.GetRequiredService<CsmsClock>(),
                TimeProvider.System
            );
        });
        services.AddSingleton<Credentials>();
        services.AddSingleton<Admission>();
        services.AddSingleton<CsmsRestore>();
        services.AddSingleton(_ => new CertificateAuthority(settings, TimeProvider.System));
        services.AddSingleton(_ => new SigningSwitch(settings));
        services.AddSingleton<CertificateSigner>();
        services.AddSingleton(_ => new FileStore(settings));
        return services.AddHostedService(provider => provider.GetRequiredService<CsmsHost>());
    }

    /// <summary>Maps the chargers' endpoint, for which the app must use WebSockets, and the API under /csms.</summary>
    public static void MapCsms(this WebApplication app)
    {
        app.Map("/ocpp/{chargerId}", CsmsEndpoint.ConnectAsync).ExcludeFromDescription();
        app.MapCsmsAddresses();
        app.MapCsmsChargers();
        app.MapCsmsCalls();
        app.MapCsmsSessions();
        app.MapIdTags();
        app.MapCsmsSecurity();
        app.MapCa();
        app.MapFiles();
    }
}
