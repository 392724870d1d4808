using Server.Api;
using Server.Csms.Storage;
using Server.Roster;
using Server.Scenarios;
using Server.Storage;

namespace Server.Live;

/// <summary>The hub in the host.</summary>
internal static class LiveHosting
{
    public static void AddLive(this IServiceCollection services)
    {
        services.AddSingleton(provider => new FleetPulse(
            provider.GetRequiredService<ChargerRoster>(),
            provider.GetRequiredService<ScenarioRuns>(),
            provider.GetRequiredService<SqliteChargerStore>(),
            provider.GetService<CsmsStore>()
        ));
        services.AddSingleton<LivePublisher>();
        services.AddSingleton<FleetHistory>();
        services.AddHostedService<FleetRecorder>();
        services.AddSignalR().AddJsonProtocol(json => ApiJson.Configure(json.PayloadSerializerOptions));
    }

    public static void MapLive(this IEndpointRouteBuilder app)
    {
        app.MapHub<LiveHub>("/live");
        app.MapFleetHistory();
    }
}
