using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using ChargePoints;
using Server.Api;
using Server.Chargers;
using Server.Storage;

namespace Server.Templates;

/// <summary>A model that chargers are made of.</summary>
/// <param name="Model">The model.</param>
/// <param name="SerialPrefix">What serial numbers begin with.</param>
/// <param name="Row">A charger of it, without an id and a location.</param>
internal sealed record ModelTemplate(ChargerModel Model, string SerialPrefix, ChargerRow Row)
{
    /// <summary>Digits of a serial number after its prefix.</summary>
    public const int SerialDigits = 12;

    private const int HalfOfDigits = 1_000_000;

    /// <summary>A charger with all that the model says.</summary>
    public ChargerRow Make(string id, string locationId) => Copy(Row with { LocationId = locationId }, id);

    /// <summary>
    /// Chargers of it that differ from the model in <paramref name="overrides"/> (null values do not count); null with what is wrong
    /// in <paramref name="errors"/>, whose paths are those of a charger.
    /// </summary>
    public IReadOnlyList<ChargerRow>? Make(
        IReadOnlyList<string> ids,
        string locationId,
        JsonElement? overrides,
        List<FieldError> errors
    )
    {
        // The rules are checked at the last: its id is the longest, and in all else they are the same.
        var model = Row with
        {
            Id = ids[^1],
            LocationId = locationId,
        };
        return ChargerPatching.Apply(model, WithoutNulls(overrides), errors) is var (row, _)
            ? [.. ids.Select(id => Copy(row, id))]
            : null;
    }

    private ChargerRow Copy(ChargerRow row, string id) =>
        row with
        {
            Id = id,
            SerialNumber = SerialPrefix + SerialOf(id),
            Evses = [.. row.Evses.Select(evse => evse with { ChargerId = id })],
        };

    /// <summary>The same for the same charger, and another for every other.</summary>
    private static string SerialOf(string id)
    {
        var random = RandomStream.For(0, id, "serial number");
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{random.NextInt32(HalfOfDigits):D6}{random.NextInt32(HalfOfDigits):D6}"
        );
    }

    private static JsonElement WithoutNulls(JsonElement? overrides)
    {
        var given = overrides is { } json ? JsonObject.Create(json)! : [];
        foreach (var name in given.Where(field => field.Value is null).Select(field => field.Key).ToList())
        {
            given.Remove(name);
        }

        return JsonSerializer.SerializeToElement(given);
    }
}
