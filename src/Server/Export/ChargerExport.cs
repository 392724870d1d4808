using System.Text.Json;
using System.Text.Json.Nodes;
using ChargePoints;
using Server.Chargers;
using Server.Roster;
using Server.Storage;

namespace Server.Export;

/// <summary>A charger as a file of them has it: its definition, with the configuration that it has now, without secrets.</summary>
internal static class ChargerExport
{
    // The order of the API's description.
    private static readonly string[] Definition =
    [
        "id",
        "csmsUrl",
        "vendor",
        "model",
        "serialNumber",
        "firmwareVersion",
    ];
    private static readonly string[] Behaviour =
    [
        "authorizeBeforeStart",
        "bootOnReconnect",
        "backupPower",
        "resumeAfterPowerLoss",
        "maxReconnectAttempts",
        "maxReconnectMinutes",
        "quirks",
        "evses",
    ];

    public static JsonObject Write(RosterCharger charger)
    {
        var live = charger.Unit.Configuration;
        var definition = ChargerPatching.Write(charger.Row);
        var written = new JsonObject();
        Move(Definition);
        written["securityProfile"] = live.SecurityProfile;
        written["meterIntervalSeconds"] = live.MeterValueSampleIntervalSeconds;
        Move(Behaviour);
        var defaults = ConfigurationView.Default(live.Shape);
        written["configuration"] = new JsonObject(
            Keys(charger)
                // As they are set they are in no order that would outlive a restart.
                .OrderBy(pair => pair.Key, StringComparer.Ordinal)
                .Where(pair => ConfigurationKeys.Find(pair.Key) is { } key && !HasField(key) && IsOwn(key, pair.Value))
                .Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value))
        );
        return written;

        // What is a key of the shape differs from the default of the shape's own making.
        bool IsOwn(ChargePoints.ConfigurationKey key, string value) =>
            key == ConfigurationKeys.SupportedFeatureProfiles || defaults.Text(key) != value;

        void Move(string[] names)
        {
            foreach (var name in names)
            {
                definition.Remove(name, out var value);
                written[name] = value;
            }
        }
    }

    /// <summary>Whether it has another value than the default in a field that few chargers have one in.</summary>
    public static bool HasRareFields(ChargerRow row) =>
        !row.AuthorizeBeforeStart
        || row.BootOnReconnect
        || row.BackupPower
        || !row.ResumeAfterPowerLoss
        || row.MaxReconnectAttempts is not null
        || row.MaxReconnectMinutes is not null
        || row.Quirks.Length > 0;

    /// <summary>A charger's definition with the configuration that it has now, secrets included.</summary>
    public static ChargerRow Current(RosterCharger charger)
    {
        var keys = Keys(charger);
        if (charger.Unit.Configuration.AuthorizationKey is { } password)
        {
            keys[ConfigurationKeys.AuthorizationKey.Name] = password;
        }

        return charger.Row with
        {
            Configuration = JsonSerializer.Serialize(keys),
        };
    }

    private static bool HasField(ChargePoints.ConfigurationKey key) =>
        key == ConfigurationKeys.SecurityProfile || key == ConfigurationKeys.MeterValueSampleInterval;

    private static Dictionary<string, string> Keys(RosterCharger charger)
    {
        var keys = charger.Unit.Configuration.Overrides.ToDictionary(StringComparer.Ordinal);
        var profiles = ConfigurationKeys.SupportedFeatureProfiles.Name;
        // It makes the shape, and is no key that differs from its default.
        if (
            charger.Row.Configuration.Contains(profiles, StringComparison.Ordinal)
            && Definitions.ReadConfiguration(charger.Row).TryGetValue(profiles, out var list)
        )
        {
            keys[profiles] = list;
        }

        return keys;
    }
}
