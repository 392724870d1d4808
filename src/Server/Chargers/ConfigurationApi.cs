using Microsoft.AspNetCore.Http.HttpResults;
using Server.Api;

namespace Server.Chargers;

/// <summary>/chargers/{id}/config: the OCPP configuration keys.</summary>
internal static class ConfigurationApi
{
    public static void MapConfiguration(this IEndpointRouteBuilder app)
    {
        var config = app.MapGroup("/chargers/{id}/config").WithTags("Configuration");
        config.MapGet("/", Get).WithName("getConfiguration").WithSummary("All OCPP configuration keys").Problems(404);
        config
            .MapPost("/", Set)
            .WithName("setConfiguration")
            .WithSummary("Set a key as a technician at the charger would")
            .WithDescription("404 unknown key, 409 read-only, 422 bad value.")
            .Problems(400, 404, 409, 415, 422);
    }

    private static Ok<IReadOnlyList<ConfigurationKey>> Get(string id) => throw new NotSupportedException();

    private static Ok<ConfigurationKey> Set(string id, SetConfigurationRequest request) =>
        throw new NotSupportedException();
}
