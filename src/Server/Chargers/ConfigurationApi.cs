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
        config
            .MapGet("/", Get)
            .WithName("getConfiguration")
            .WithSummary("All OCPP configuration keys")
            .WithDescription(
                "AuthorizationKey is write-only: it can be set, and shows no value. Whether there is one is in /chargers/{id}/security."
            )
            .Problems(404);
        config
            .MapPost("/", Set)
            .WithName("setConfiguration")
            .WithSummary("Set a key as a technician at the charger would")
            .WithDescription("404 unknown key, 409 read-only, 422 bad value.")
            .Problems(400, 404, 409, 415, 422);
    }

    private static readonly string[] Names = [.. ConfigurationKeys.All.Select(key => key.Name)];

    /// <summary>All keys. Secret ones are among them, as they can be set, and show no value.</summary>
    public static IReadOnlyList<ConfigurationKey> Read(ConfigurationView configuration) =>
        [
            .. (configuration.Get(Names).ConfigurationKey ?? []).Select(key => new ConfigurationKey(
                key.Key,
                key.Value,
                key.Readonly
            )),
        ];

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
        return TypedResults.Ok(
            Read(charger.Unit.Configuration)
                .First(key => key.Key.Equals(request.Key, StringComparison.OrdinalIgnoreCase))
        );
    }
}
