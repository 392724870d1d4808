using System.Text.Json;
using Ocpp.V16;
using Server.Api;
using Simulation.Chaos;

namespace Server.Chargers;

/// <summary>From what a request says to chaos that can be injected, with everything that is wrong with it.</summary>
internal static class ChaosReader
{
    /// <summary>The seeds that JSON carries without loss: below 2^53.</summary>
    public const double MaxSeed = 9_007_199_254_740_991;

    private const int MaxEvseId = 1000;
    private const int MostAtOnce = 20;

    private static readonly string[] Numbers =
    [
        "durationSeconds",
        "factor",
        "meanMs",
        "jitterMs",
        "probability",
        "offsetSeconds",
        "delayMs",
    ];

    /// <summary>The API's name for a kind.</summary>
    public static ChaosKind KindOf(ChaosSettings settings) => KindOf(settings.Kind);

    public static ChaosKind KindOf(string kind) =>
        EnumNames<ChaosKind>.TryParse(kind, out var value)
            ? value
            : throw new ArgumentOutOfRangeException(nameof(kind), kind, "The API has no name for it.");

    /// <summary>One chaos; null when anything is wrong.</summary>
    /// <param name="json">What the request says.</param>
    /// <param name="path">Where it stands in the request.</param>
    /// <param name="evses">EVSEs that the charger has; null when there are several chargers.</param>
    /// <param name="errors">Receives what is wrong.</param>
    public static ChaosSettings? Read(JsonElement json, string path, int? evses, List<FieldError> errors)
    {
        var before = errors.Count;
        var fields = new JsonFields(json, path, errors);
        fields.Present("kind", required: true);
        var kind = fields.Choice<ChaosKind>("kind");
        var evseId = fields.Integer("evseId", 1, evses ?? MaxEvseId);
        var numbers = new Dictionary<string, double>();
        foreach (var name in Numbers)
        {
            if (fields.Number(name, double.MinValue, double.MaxValue) is { } number)
            {
                numbers[name] = number;
            }
        }

        var choices = new Dictionary<string, string>();
        if (fields.Text("errorCode", 50) is { } code)
        {
            choices["errorCode"] = code;
        }

        var seed = Seed(fields);
        fields.RejectUnknown();
        if (
            kind is not { } known
            || !ChaosCatalogue.TryFind(EnumNames<ChaosKind>.Name(known), out var description)
            || errors.Count > before
        )
        {
            return null;
        }

        var problems = new List<ChaosProblem>();
        var arguments = new ChaosArguments
        {
            EvseId = evseId ?? 0,
            Seed = seed,
            Numbers = numbers,
            Choices = choices,
        };
        var settings = ChaosCatalogue.Make(description, arguments, problems);
        problems.ForEach(problem => fields.Wrong(problem.Parameter, problem.Message));
        return settings;
    }

    /// <summary>One or several, as an array or a single object; null when anything is wrong.</summary>
    public static IReadOnlyList<ChaosSettings>? ReadMany(JsonElement request, List<FieldError> errors)
    {
        if (
            request.ValueKind != JsonValueKind.Object
            || !request.TryGetProperty("chaos", out var chaos)
            || chaos.ValueKind == JsonValueKind.Null
        )
        {
            return null;
        }

        if (chaos.ValueKind != JsonValueKind.Array)
        {
            return Read(chaos, "chaos", null, errors) is { } one ? [one] : null;
        }

        if (chaos.GetArrayLength() is 0 or > MostAtOnce)
        {
            errors.Add(new("chaos", $"must have 1 to {MostAtOnce} of them, not {chaos.GetArrayLength()}"));
            return null;
        }

        var all = chaos.EnumerateArray().Select((json, i) => Read(json, $"chaos[{i}]", null, errors)).ToList();
        return all.Contains(null) ? null : [.. all.Select(it => it!)];
    }

    /// <summary>A whole number that is a seed.</summary>
    public static ulong? Seed(JsonFields fields)
    {
        if (fields.Number("seed", 0, MaxSeed) is not { } seed)
        {
            return null;
        }

        if (seed != Math.Floor(seed))
        {
            fields.Wrong("seed", $"must be a whole number from 0 to {MaxSeed:0}");
        }

        return (ulong)seed;
    }

    public static ChaosKindInfo Describe(ChaosKindDescription kind) =>
        new(
            KindOf(kind.Kind),
            kind.Title,
            kind.Description,
            (ChaosScope)kind.Scope,
            [
                .. kind.Parameters.Select(parameter => new ChaosParameterInfo(
                    parameter.Name,
                    parameter.Title,
                    parameter.Description,
                    parameter.Choices is null ? ChaosParameterType.Number : ChaosParameterType.Choice,
                    parameter.Unit,
                    parameter.Minimum,
                    parameter.Maximum,
                    parameter.Default,
                    parameter.Choices,
                    parameter.DefaultChoice
                )),
            ]
        );
}
