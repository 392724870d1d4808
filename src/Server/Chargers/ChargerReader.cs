using System.Text.Json;
using ChargePoints;
using Server.Api;
using Server.Storage;

namespace Server.Chargers;

/// <summary>
/// Reads a charger's definition (see <see cref="ChargerInput"/>) from JSON: when one is created, changed or imported. The
/// defaults and rules of the API are here and nowhere else.
/// </summary>
internal static class ChargerReader
{
    private const string DefaultVendor = "Simulated";
    private const double MaxPowerW = 10_000_000;

    /// <summary>The definition, or null with what is wrong in <paramref name="errors"/>. Its location is not looked up.</summary>
    /// <param name="json">The object.</param>
    /// <param name="locationId">Where it goes when it does not say so itself.</param>
    /// <param name="errors">Takes the errors.</param>
    /// <param name="single">True for a request about one charger, which may name a location.</param>
    public static ChargerRow? Read(JsonElement json, string locationId, List<FieldError> errors, bool single)
    {
        var before = errors.Count;
        var fields = new JsonFields(json, "", errors);
        var id = fields.Text("id", int.MaxValue, required: true, minLength: 0) ?? "";
        if (errors.Count == before && Names.IdProblem(id) is { } idProblem)
        {
            fields.Wrong("id", idProblem);
        }

        var url = fields.Text("csmsUrl", 2048);
        if (url is not null && Names.CsmsUrlProblem(url) is { } urlProblem)
        {
            fields.Wrong("csmsUrl", urlProblem);
        }

        var row = new ChargerRow
        {
            Id = id,
            LocationId = (single ? fields.Text("locationId", 48) : null) ?? locationId,
            CsmsUrl = url,
            Vendor = Ascii(fields, "vendor", 20) ?? DefaultVendor,
            Model = Ascii(fields, "model", 20) ?? "Generic",
            SerialNumber = Ascii(fields, "serialNumber", 25),
            FirmwareVersion = Ascii(fields, "firmwareVersion", 50),
            AuthorizeBeforeStart = fields.Flag("authorizeBeforeStart") ?? true,
            BootOnReconnect = fields.Flag("bootOnReconnect") ?? false,
            BackupPower = fields.Flag("backupPower") ?? false,
            ResumeAfterPowerLoss = fields.Flag("resumeAfterPowerLoss") ?? true,
            MaxReconnectAttempts = fields.Integer("maxReconnectAttempts", 1, int.MaxValue),
            MaxReconnectMinutes = fields.Integer("maxReconnectMinutes", 1, 1_000_000),
            Quirks = QuirkList.Write(fields.Choices<Quirk>("quirks")),
            Evses = Evses(fields, id, errors),
            Configuration = "",
        };
        var configuration = Configuration(fields);
        fields.RejectUnknown();
        if (row.Evses.Count > 0)
        {
            CheckConfiguration(row, configuration, fields, keyOnly: errors.Count > before);
        }

        return errors.Count > before ? null : row with { Configuration = JsonSerializer.Serialize(configuration) };
    }

    private static List<EvseRow> Evses(JsonFields fields, string chargerId, List<FieldError> errors)
    {
        var rows = new List<EvseRow>();
        if (fields.Items("evses", required: true) is not { } items)
        {
            return rows;
        }

        if (items.Count is 0 or > 64)
        {
            fields.Wrong("evses", $"must have 1 to 64 EVSEs, not {items.Count}");
            return rows;
        }

        for (var i = 0; i < items.Count; i++)
        {
            rows.Add(Evse(new JsonFields(items[i], $"evses[{i}]", errors), chargerId, i + 1));
        }

        return rows;
    }

    private static EvseRow Evse(JsonFields fields, string chargerId, int expectedId)
    {
        var id = fields.Integer("id", 1, int.MaxValue, required: true);
        if (id is { } given && given != expectedId)
        {
            fields.Wrong("id", $"must be {expectedId}, not {given}: EVSE ids are 1, 2, 3 … in order, without gaps");
        }

        var type = fields.Choice<CurrentType>("currentType") ?? CurrentType.AC;
        var ac = type == CurrentType.AC;
        var row = new EvseRow
        {
            ChargerId = chargerId,
            Id = expectedId,
            CurrentType = type,
            ConnectorType = Ascii(fields, "connectorType", 40) ?? (ac ? "Type2" : "CCS2"),
            MaxPowerW = fields.Number("maxPowerW", 1, MaxPowerW) ?? (ac ? 22_000 : 50_000),
            Phases = fields.Integer("phases", 1, 3) ?? 3,
            VoltageV = fields.Number("voltageV", 10, 2_000) ?? (ac ? 230 : 400),
            Cable =
                (fields.Choice<Cable>("cable") ?? (ac ? Cable.Socket : Cable.Fixed)) == Cable.Socket
                    ? CableKind.Socket
                    : CableKind.Fixed,
        };
        fields.RejectUnknown();
        return row;
    }

    private static Dictionary<string, string> Configuration(JsonFields fields)
    {
        var keys = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (key, value) in fields.Map("configuration") ?? [])
        {
            var name = ConfigurationKeys.Find(key)?.Name ?? key;
            if (!keys.TryAdd(name, value))
            {
                fields.Wrong($"configuration.{key}", "is there twice: keys compare without case");
            }
        }

        Same(
            "meterIntervalSeconds",
            "MeterValueSampleInterval",
            fields.Integer("meterIntervalSeconds", 0, int.MaxValue)?.ToString()
        );
        Same("securityProfile", "SecurityProfile", fields.Integer("securityProfile", 0, 3)?.ToString());
        Same("password", "AuthorizationKey", fields.Text("password", 40));
        return keys;

        void Same(string field, string key, string? value)
        {
            if (value is not null && !keys.TryAdd(key, value) && keys[key] != value)
            {
                fields.Wrong(field, $"disagrees with configuration.{key}: they are one value, give it once");
            }
        }
    }

    private static void CheckConfiguration(
        ChargerRow row,
        Dictionary<string, string> configuration,
        JsonFields fields,
        bool keyOnly
    )
    {
        var settings = Definitions.ChargePoint(row, configuration);
        Definitions.ConfigurationOf(settings).Apply(configuration, out var problems);
        foreach (var (key, problem) in problems)
        {
            // The value of a secret is its own field more often than not.
            var field = key == "AuthorizationKey" ? "password" : $"configuration.{key}";
            fields.Wrong(field, problem);
        }

        if (keyOnly)
        {
            return;
        }

        var profile = configuration.GetValueOrDefault("SecurityProfile", "0");
        if (profile is "1" or "2" && !configuration.ContainsKey("AuthorizationKey"))
        {
            fields.Wrong("password", $"is missing: security profile {profile} authenticates with it");
        }

        if (
            row.CsmsUrl is { } url
            && profile is "2" or "3"
            && !url.StartsWith("wss:", StringComparison.OrdinalIgnoreCase)
        )
        {
            fields.Wrong("csmsUrl", $"must begin with wss:// with security profile {profile}");
        }
    }

    private static string? Ascii(JsonFields fields, string name, int maxLength)
    {
        var text = fields.Text(name, maxLength);
        if (text?.Any(c => c is < ' ' or > '~') == true)
        {
            fields.Wrong(name, "must be printable ASCII");
        }

        return text;
    }
}
