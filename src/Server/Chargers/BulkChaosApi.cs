using System.Security.Cryptography;
using System.Text.Json;
using ChargePoints;
using Microsoft.AspNetCore.Http.HttpResults;
using Server.Api;
using Server.Roster;
using Simulation.Chaos;

namespace Server.Chargers;

/// <summary>/chaos: into many chargers at once, and out of them.</summary>
internal static class BulkChaosApi
{
    public static void MapBulkChaos(this IEndpointRouteBuilder app)
    {
        var chaos = app.MapGroup("/chaos").WithTags("Chaos");
        chaos
            .MapPost("/", Inject)
            .WithName("injectChaosInMany")
            .WithSummary("Inject chaos in many chargers")
            .WithDescription(
                "Into ids, all chargers of a location, or a share of either that the seed chooses. Several kinds at once are all or none for each "
                    + "charger; where they cannot apply the charger is in refused, with the reason."
            )
            .Body<BulkChaosRequest>()
            .Problems(400, 404, 415, 422);
        chaos
            .MapDelete("/", Lift)
            .WithName("liftChaosOfMany")
            .WithSummary("Lift all chaos of many chargers")
            .Body<LiftChaosRequest>()
            .Problems(400, 404, 415, 422);
    }

    private static async Task<Results<Ok<BulkChaosOutcome>, ProblemHttpResult>> Inject(
        ChargerRoster roster,
        HttpRequest request
    )
    {
        using var body = await JsonBody.ReadAsync(request);
        var errors = new List<FieldError>();
        var fields = new JsonFields(body.RootElement, "", errors);
        var selection = Selection(fields, errors, shares: true);
        var seed = ChaosReader.Seed(fields) ?? Fresh();
        fields.Present("chaos", required: true);
        var settings = ChaosReader.ReadMany(body.RootElement, errors);
        fields.RejectUnknown();
        if (errors.Count > 0)
        {
            return Problem.Invalid(errors);
        }

        if (selection.Problem(roster, seed, out var chargers) is { } problem)
        {
            return problem;
        }

        IReadOnlyList<ChaosSettings> seeded =
        [
            .. settings!.Select(it => it.Seed is null ? it with { Seed = seed } : it),
        ];
        var outcomes = await Task.WhenAll(chargers.Select(it => it.Unit.InjectAsync(seeded).AsTask()));
        var refused = new List<RefusedCharger>();
        var ids = new Dictionary<string, IReadOnlyList<string>>();
        for (var i = 0; i < outcomes.Length; i++)
        {
            if (outcomes[i].Refusal is { } refusal)
            {
                refused.Add(new(chargers[i].Id, refusal.Detail));
            }
            else
            {
                ids[chargers[i].Id] = [.. outcomes[i].Active.Select(active => active.Id)];
            }
        }

        return TypedResults.Ok(new BulkChaosOutcome(ids.Count, refused, ids, (long)seed));
    }

    private static async Task<Results<Ok<LiftedChaos>, ProblemHttpResult>> Lift(
        ChargerRoster roster,
        HttpRequest request
    )
    {
        using var body = await JsonBody.ReadAsync(request);
        var errors = new List<FieldError>();
        var fields = new JsonFields(body.RootElement, "", errors);
        var selection = Selection(fields, errors, shares: false);
        fields.RejectUnknown();
        if (errors.Count > 0)
        {
            return Problem.Invalid(errors);
        }

        if (selection.Problem(roster, seed: 0, out var chargers) is { } problem)
        {
            return problem;
        }

        var lifted = await Task.WhenAll(chargers.Select(it => it.Unit.LiftAllAsync().AsTask()));
        return TypedResults.Ok(new LiftedChaos(lifted.Count(count => count > 0), lifted.Sum()));
    }

    private static ChaosSelection Selection(JsonFields fields, List<FieldError> errors, bool shares)
    {
        var ids = Ids(fields);
        var all = fields.Flag("all");
        var share = shares ? fields.Number("share", 0, 1) : null;
        var locationId = fields.Text("locationId", int.MaxValue, minLength: 0);
        if (share == 0)
        {
            fields.Wrong("share", "must be above 0");
        }

        var whole = all == true || (share is not null && ids is null);
        if (errors.Count == 0 && (ids is not null) == whole)
        {
            fields.Wrong(
                "ids",
                shares
                    ? "must be there, or \"all\": true, and not both; or a \"share\" of either"
                    : "must be there, or \"all\": true, and not both"
            );
        }
        else if (ids is not null && locationId is not null)
        {
            fields.Wrong("locationId", "goes without ids only: they are unique over all locations");
        }

        return new ChaosSelection(ids, share, locationId);
    }

    private static List<string>? Ids(JsonFields fields)
    {
        if (fields.Items("ids") is not { } items)
        {
            return null;
        }

        var ids = new List<string>(items.Count);
        for (var i = 0; i < items.Count; i++)
        {
            if (items[i].ValueKind == JsonValueKind.String)
            {
                ids.Add(items[i].GetString()!);
            }
            else
            {
                fields.Wrong($"ids[{i}]", $"must be a string, not {JsonFields.Kind(items[i])}");
            }
        }

        return ids;
    }

    private static ulong Fresh()
    {
        Span<byte> bytes = stackalloc byte[8];
        RandomNumberGenerator.Fill(bytes);
        return BitConverter.ToUInt64(bytes) >> 11;
    }

    private sealed record ChaosSelection(List<string>? Ids, double? Share, string? LocationId)
    {
        public ProblemHttpResult? Problem(ChargerRoster roster, ulong seed, out IReadOnlyList<RosterCharger> chargers)
        {
            chargers = [];
            if (Ids is not null)
            {
                var found = new List<RosterCharger>(Ids.Count);
                foreach (var id in Ids.Distinct())
                {
                    if (!roster.TryGet(id, out var charger))
                    {
                        return Api.Problem.UnknownCharger(id);
                    }

                    found.Add(charger);
                }

                chargers = found;
            }
            else
            {
                var locationId = LocationId ?? roster.Active.Id;
                if (roster.Location(locationId) is null)
                {
                    return Api.Problem.UnknownLocation(locationId);
                }

                chargers = roster.In(locationId);
            }

            if (Share is { } share && chargers.Count > 0)
            {
                // By a number that each charger draws for itself: one that is added changes nothing for the others.
                var count = Math.Max(1, (int)Math.Round(share * chargers.Count, MidpointRounding.AwayFromZero));
                chargers =
                [
                    .. chargers
                        .OrderBy(it => RandomStream.Key(seed, it.Id, "chaos share"))
                        .Take(count)
                        .OrderBy(it => it.Id, StringComparer.Ordinal),
                ];
            }

            return null;
        }
    }
}
