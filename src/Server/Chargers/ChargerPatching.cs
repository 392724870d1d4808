using System.Text.Json;
using System.Text.Json.Nodes;
using ChargePoints;
using Server.Api;
using Server.Roster;
using Server.Storage;

namespace Server.Chargers;

/// <summary>
/// Changes a definition as <see cref="ChargerPatch"/> says: the definition is written as it would be created, the patch is
/// laid over it (RFC 7396, but keys of the configuration are never taken away), and the outcome is read anew.
/// </summary>
internal static class ChargerPatching
{
    // The same value as a key of the configuration.
    private static readonly Dictionary<string, string> KeyFields = new()
    {
        ["meterIntervalSeconds"] = "MeterValueSampleInterval",
        ["securityProfile"] = "SecurityProfile",
        ["password"] = "AuthorizationKey",
    };

    /// <summary>
    /// The new definition and the configuration keys to set (null: back to the default), or null with what is wrong.
    /// </summary>
    public static (ChargerRow Row, IReadOnlyDictionary<string, string?> Configuration)? Apply(
        ChargerRow row,
        JsonElement patch,
        List<FieldError> errors
    )
    {
        if (patch.ValueKind != JsonValueKind.Object)
        {
            errors.Add(new("", $"must be an object, not {JsonFields.Kind(patch)}"));
            return null;
        }

        var merged = Write(row);
        var configuration = (JsonObject)merged["configuration"]!;
        var touched = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var property in patch.EnumerateObject())
        {
            if (
                property.Name == "id"
                && !(property.Value.ValueKind == JsonValueKind.String && property.Value.ValueEquals(row.Id))
            )
            {
                errors.Add(new("id", "cannot change: create another charger and delete this one"));
            }
            else if (property is { Name: "configuration", Value.ValueKind: JsonValueKind.Object })
            {
                foreach (var key in property.Value.EnumerateObject())
                {
                    Replace(configuration, key.Name, JsonNode.Parse(key.Value.GetRawText()));
                    touched.Add(ConfigurationKeys.Find(key.Name)?.Name ?? key.Name);
                }
            }
            else if (property is not { Name: "configuration", Value.ValueKind: JsonValueKind.Null })
            {
                merged[property.Name] = JsonNode.Parse(property.Value.GetRawText());
                if (KeyFields.TryGetValue(property.Name, out var key) && !touched.Contains(key))
                {
                    // Given by its own field: that is the value now.
                    Replace(configuration, key, null);
                    touched.Add(key);
                }
            }
        }

        using var document = JsonDocument.Parse(merged.ToJsonString());
        var read = ChargerReader.Read(document.RootElement, row.LocationId, errors, single: true);
        if (read is not { } changed || errors.Count > 0)
        {
            return null;
        }

        var values = Definitions.ReadConfiguration(changed);
        var keys = touched.ToDictionary(key => key, values.GetValueOrDefault, StringComparer.OrdinalIgnoreCase);
        return (changed with { Running = row.Running }, keys);
    }

    /// <summary>The fields in which a definition, and configuration keys to set, differ from what the charger is and has.</summary>
    public static IReadOnlyList<string> Changes(
        RosterCharger charger,
        ChargerRow row,
        IReadOnlyDictionary<string, string?> configuration
    )
    {
        var (before, after) = (Write(charger.Row), Write(row));
        var changes = new List<string>();
        foreach (var (name, value) in after)
        {
            if (name == "evses")
            {
                changes.AddRange(EvseChanges(before[name]!.AsArray(), value!.AsArray()));
            }
            else if (name != "configuration" && !JsonNode.DeepEquals(value, before[name]))
            {
                changes.Add(name);
            }
        }

        return [.. changes, .. KeyChanges(charger.Unit.Configuration, row, configuration)];
    }

    private static IEnumerable<string> EvseChanges(JsonArray before, JsonArray after) =>
        before.Count != after.Count
            ? ["evses"]
            : after.SelectMany(
                (evse, i) =>
                    evse!
                        .AsObject()
                        .Where(field => !JsonNode.DeepEquals(field.Value, before[i]![field.Key]))
                        .Select(field => $"evses[{i}].{field.Key}")
            );

    private static IEnumerable<string> KeyChanges(
        ConfigurationView live,
        ChargerRow row,
        IReadOnlyDictionary<string, string?> configuration
    )
    {
        if (configuration.Count == 0)
        {
            return [];
        }

        var set = configuration
            .Where(pair => pair.Value is not null)
            .Select(pair => KeyValuePair.Create(pair.Key, pair.Value!));
        var settings = Definitions.ChargePoint(row, Definitions.ReadConfiguration(row));
        var wanted = Definitions.ConfigurationOf(settings).Apply(set, out _);
        return configuration
            .Keys.Where(name => ConfigurationKeys.Find(name) is { } key && wanted.Text(key) != live.Text(key))
            .Select(name =>
                KeyFields.FirstOrDefault(field => field.Value.Equals(name, StringComparison.OrdinalIgnoreCase)).Key
                ?? $"configuration.{name}"
            );
    }

    private static void Replace(JsonObject configuration, string key, JsonNode? value)
    {
        foreach (
            var name in configuration
                .Select(pair => pair.Key)
                .Where(name => name.Equals(key, StringComparison.OrdinalIgnoreCase))
                .ToList()
        )
        {
            configuration.Remove(name);
        }

        if (value is not null)
        {
            configuration[key] = value;
        }
    }

    /// <summary>The definition as it would be created, with the configuration of its first start.</summary>
    public static JsonObject Write(ChargerRow row) =>
        new()
        {
            ["id"] = row.Id,
            ["locationId"] = row.LocationId,
            ["csmsUrl"] = row.CsmsUrl,
            ["vendor"] = row.Vendor,
            ["model"] = row.Model,
            ["serialNumber"] = row.SerialNumber,
            ["firmwareVersion"] = row.FirmwareVersion,
            ["authorizeBeforeStart"] = row.AuthorizeBeforeStart,
            ["bootOnReconnect"] = row.BootOnReconnect,
            ["backupPower"] = row.BackupPower,
            ["resumeAfterPowerLoss"] = row.ResumeAfterPowerLoss,
            ["maxReconnectAttempts"] = row.MaxReconnectAttempts,
            ["maxReconnectMinutes"] = row.MaxReconnectMinutes,
            ["quirks"] = new JsonArray([.. QuirkList.Names(row.Quirks).Select(name => (JsonNode)name)]),
            ["configuration"] = JsonNode.Parse(row.Configuration),
            ["evses"] = new JsonArray([
                .. row.Evses.Select(evse =>
                    JsonSerializer.SerializeToNode(
                        new EvseInput
                        {
                            Id = evse.Id,
                            CurrentType = evse.CurrentType,
                            ConnectorType = evse.ConnectorType,
                            MaxPowerW = evse.MaxPowerW,
                            Phases = evse.Phases,
                            VoltageV = evse.VoltageV,
                            Cable = evse.Cable == ChargePoints.CableKind.Socket ? Cable.Socket : Cable.Fixed,
                        },
                        ApiJson.Options
                    )
                ),
            ]),
        };
}
