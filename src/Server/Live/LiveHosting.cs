using Server.Api;

namespace Server.Live;

/// <summary>The hub in the host.</summary>
internal static class LiveHosting
{
    public static void AddLive(this IServiceCollection services)
    {
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
