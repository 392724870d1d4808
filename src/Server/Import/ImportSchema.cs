using ChargePoints;

namespace Server.Import;

/// <summary>How the value of a column is written.</summary>
internal enum CellKind
{
    Text,
    Number,

    /// <summary>true or false.</summary>
    Flag,

    /// <summary>Names with a space between them.</summary>
    Names,

    /// <summary>A JSON object.</summary>
    Json,
}

/// <summary>A column of a CSV file.</summary>
/// <param name="Name">Its header.</param>
/// <param name="Field">The field of the JSON that it stands for.</param>
/// <param name="Kind">How its values are written.</param>
/// <param name="OfEvse">True when each EVSE has its own value.</param>
/// <param name="Optional">True when a file may be without it.</param>
/// <param name="Rare">True when an export is without it unless some item has another value than the default.</param>
internal sealed record ImportColumn(
    string Name,
    string Field,
    CellKind Kind = CellKind.Text,
    bool OfEvse = false,
    bool Optional = false,
    bool Rare = false
);

/// <summary>The fields of what is imported and exported: by their names in JSON, and by those of the columns of CSV.</summary>
internal sealed class ImportSchema
{
    private const string ConfigurationField = "configuration";
    private readonly HashSet<string> _shown;

    private ImportSchema(string noun, string plural, string[] othersShown, params ImportColumn[] columns)
    {
        (Noun, Plural, Columns) = (noun, plural, columns);
        _shown =
        [
            .. columns.Where(column => column.Kind != CellKind.Json).Select(column => column.Field),
            .. othersShown,
        ];
        HasEvses = columns.Any(column => column.OfEvse);
    }

    public static ImportSchema Chargers { get; } =
        new(
            "charger",
            "chargers",
            ["evses"],
            new("charger_id", "id"),
            new("csms_url", "csmsUrl"),
            new("vendor", "vendor"),
            new("model", "model"),
            new("serial_number", "serialNumber"),
            new("firmware_version", "firmwareVersion"),
            new("evse_id", "id", CellKind.Number, OfEvse: true),
            new("current_type", "currentType", OfEvse: true),
            new("connector_type", "connectorType", OfEvse: true),
            new("max_power_w", "maxPowerW", CellKind.Number, OfEvse: true),
            new("phases", "phases", CellKind.Number, OfEvse: true),
            new("voltage_v", "voltageV", CellKind.Number, OfEvse: true),
            new("cable", "cable", OfEvse: true, Optional: true),
            new("security_profile", "securityProfile", CellKind.Number, Optional: true),
            new("meter_interval_seconds", "meterIntervalSeconds", CellKind.Number, Optional: true),
            new(ConfigurationField, ConfigurationField, CellKind.Json, Optional: true),
            new("authorize_before_start", "authorizeBeforeStart", CellKind.Flag, Optional: true, Rare: true),
            new("boot_on_reconnect", "bootOnReconnect", CellKind.Flag, Optional: true, Rare: true),
            new("backup_power", "backupPower", CellKind.Flag, Optional: true, Rare: true),
            new("resume_after_power_loss", "resumeAfterPowerLoss", CellKind.Flag, Optional: true, Rare: true),
            new("max_reconnect_attempts", "maxReconnectAttempts", CellKind.Number, Optional: true, Rare: true),
            new("max_reconnect_minutes", "maxReconnectMinutes", CellKind.Number, Optional: true, Rare: true),
            new("quirks", "quirks", CellKind.Names, Optional: true, Rare: true)
        );

    public static ImportSchema Vehicles { get; } =
        new(
            "vehicle",
            "vehicles",
            [],
            new("vehicle_id", "id"),
            new("id_tag", "idTag"),
            new("model", "model"),
            new("battery_wh", "batteryWh", CellKind.Number),
            new("soc_percent", "socPercent", CellKind.Number),
            new("max_ac_power_w", "maxAcPowerW", CellKind.Number),
            new("max_dc_power_w", "maxDcPowerW", CellKind.Number),
            new("phases", "phases", CellKind.Number),
            new("taper_from_percent", "taperFromPercent", CellKind.Number, Optional: true),
            new("charge_limit_percent", "chargeLimitPercent", CellKind.Number, Optional: true),
            new("battery_temperature_c", "batteryTemperatureC", CellKind.Number, Optional: true)
        );

    public string Noun { get; }

    public string Plural { get; }

    public IReadOnlyList<ImportColumn> Columns { get; }

    /// <summary>True when an item has a row for each of its EVSEs.</summary>
    public bool HasEvses { get; }

    /// <summary>
    /// Whether a wrong value may be shown: that of a known field that is no secret. A field that is misspelt may hold one.
    /// </summary>
    public bool MayShow(string path)
    {
        if (path.StartsWith($"{ConfigurationField}.", StringComparison.Ordinal))
        {
            var key = ConfigurationKeys.Find(path[(ConfigurationField.Length + 1)..]);
            return key is not null && key.Access != ConfigurationAccess.WriteOnly;
        }

        var last = path[(path.LastIndexOf('.') + 1)..];
        var bracket = last.IndexOf('[', StringComparison.Ordinal);
        return _shown.Contains(bracket < 0 ? last : last[..bracket]);
    }

    /// <summary>The column that a field of the JSON is written in, and its EVSE's place; null where there is none.</summary>
    public (ImportColumn Column, int Evse)? Find(string path)
    {
        if (HasEvses && path.StartsWith("evses", StringComparison.Ordinal))
        {
            var end = path.IndexOf(']', StringComparison.Ordinal);
            var evse = end > 6 && int.TryParse(path.AsSpan(6, end - 6), out var index) ? index : 0;
            var field = end > 0 && end + 2 <= path.Length ? path[(end + 2)..] : "id";
            return Columns.FirstOrDefault(column => column.OfEvse && column.Field == field) is { } ofEvse
                ? (ofEvse, evse)
                : null;
        }

        // A password has no column of its own: in CSV it is a key of the configuration.
        var name =
            path == "password" || path.StartsWith($"{ConfigurationField}.", StringComparison.Ordinal)
                ? ConfigurationField
                : path.Split('[')[0];
        return Columns.FirstOrDefault(column => !column.OfEvse && column.Field == name) is { } found
            ? (found, 0)
            : null;
    }
}
