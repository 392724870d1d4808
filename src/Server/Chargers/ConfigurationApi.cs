using ChargePoints;
using Microsoft.AspNetCore.Http.HttpResults;
using Server.Api;
using Server.Roster;
using Server.Storage;

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

    /// <summary>All keys that can be read; the secret ones are not among them.</summary>
    public static IReadOnlyList<ConfigurationKey> Read(ConfigurationView configuration) =>
        [.. configuration.All().Select(key => new ConfigurationKey(key.Key, key.Value, key.Readonly))];

    private static Results<Ok<IReadOnlyList<ConfigurationKey>>, ProblemHttpResult> Get(
        ChargerRoster roster,
        HttpResponse response,
        string id
    ) =>
        roster.TryGet(id, out var charger)
            ? TypedResults.Ok(Paging.Whole(response, Read(charger.Unit.Configuration)))
            : Problem.UnknownCharger(id);

    private static async Task<Results<Ok<ConfigurationKey>, ProblemHttpResult>> Set(
        ChargerRoster roster,
        SqliteChargerStore store,
        string id,
        Body<SetConfigurationRequest> body,
        CancellationToken aborted
    )
    {
        var request = body.Value;
        if (!roster.TryGet(id, out var charger))
        {
            return Problem.UnknownCharger(id);
        }

        store.RefuseInTrouble();
        var outcome = await charger.Unit.PostAsync(new SetConfiguration(request.Key, request.Value));
        if (outcome.Refusal is { } refusal)
        {
            return Problem.Refused(refusal, "value");
        }

        // What is answered is on disk: a kill does not take it back.
        await store.FlushOrTellAsync(aborted);
        var keys = Read(charger.Unit.Configuration);
        return TypedResults.Ok(
            keys.FirstOrDefault(key => key.Key.Equals(request.Key, StringComparison.OrdinalIgnoreCase))
                // Set, but never given back.
                ?? new ConfigurationKey(ConfigurationKeys.Find(request.Key)?.Name ?? request.Key, null, false)
        );
    }
}
