using ChargePoints;
using Microsoft.Data.Sqlite;
using Simulation;

namespace Server.Storage;

/// <summary>
/// Definitions of many chargers and vehicles on their way to the database. They gather in tables of this connection's own,
/// in memory, which locks nothing; <see cref="Commit"/> then copies them in one transaction that has nothing else to do. The
/// shorter that is, the less the chargers that run wait for it.
/// </summary>
internal sealed class StagedDefinitions : IDisposable
{
    // Another process that looks at the file (a backup, a shell) may hold it for a moment.
    private const int BusyMilliseconds = 5000;

    private static readonly Table Chargers = new(
        "chargers",
        ["id"],
        "location_id",
        "running",
        "csms_url",
        "vendor",
        "model",
        "serial_number",
        "firmware_version",
        "authorize_before_start",
        "boot_on_reconnect",
        "backup_power",
        "resume_after_power_loss",
        "max_reconnect_attempts",
        "max_reconnect_minutes",
        "quirks",
        "configuration"
    );
    private static readonly Table Evses = new(
        "evses",
        ["charger_id", "id"],
        "current_type",
        "connector_type",
        "max_power_w",
        "phases",
        "voltage_v",
        "cable"
    );
    private static readonly Table Parts = new("charger_parts", ["charger_id", "part"], "value");
    private static readonly Table Vehicles = new(
        "vehicles",
        ["id"],
        "location_id",
        "id_tag",
        "model",
        "battery_wh",
        "soc_percent",
        "max_ac_power_w",
        "max_dc_power_w",
        "phases",
        "taper_from_percent",
        "charge_limit_percent",
        "battery_temperature_c"
    );
    private static readonly Table[] Tables = [Chargers, Evses, Parts, Vehicles];

    private readonly SqliteConnection _connection;
    private readonly Secrets _secrets;
    private readonly SqliteTransaction _staging;
    private readonly Dictionary<Table, SqliteCommand> _add = [];

    /// <param name="connection">A connection of this object's own.</param>
    /// <param name="secrets">Protects passwords and keys.</param>
    public StagedDefinitions(SqliteConnection connection, Secrets secrets)
    {
        (_connection, _secrets) = (connection, secrets);
        // What the long write-ahead log costs is paid by Tidy, not by the commit that others wait for.
        Execute($"PRAGMA temp_store=MEMORY; PRAGMA busy_timeout={BusyMilliseconds}; PRAGMA wal_autocheckpoint=0;");
        foreach (var table in Tables)
        {
            Execute(table.Create);
        }

        // Deferred: it touches the tables of this connection only, so the database stays free.
        _staging = _connection.BeginTransaction(deferred: true);
        foreach (var table in Tables)
        {
            _add[table] = Prepare(table);
        }
    }

    /// <summary>A definition as it goes to the disk: its password is sealed.</summary>
    public void Add(ChargerRow row)
    {
        Run(
            Chargers,
            row.Id,
            row.LocationId,
            row.Running,
            row.CsmsUrl,
            row.Vendor,
            row.Model,
            row.SerialNumber,
            row.FirmwareVersion,
            row.AuthorizeBeforeStart,
            row.BootOnReconnect,
            row.BackupPower,
            row.ResumeAfterPowerLoss,
            row.MaxReconnectAttempts,
            row.MaxReconnectMinutes,
            row.Quirks,
            row.Configuration
        );
        foreach (var evse in row.Evses)
        {
            Run(
                Evses,
                evse.ChargerId,
                evse.Id,
                evse.CurrentType == CurrentType.AC ? nameof(CurrentType.AC) : nameof(CurrentType.DC),
                evse.ConnectorType,
                evse.MaxPowerW,
                evse.Phases,
                evse.VoltageV,
                evse.Cable == CableKind.Socket ? nameof(CableKind.Socket) : nameof(CableKind.Fixed)
            );
        }
    }

    /// <summary>A part of what a charger has saved.</summary>
    public void Add(string chargerId, PartChanged part) =>
        Run(Parts, chargerId, (int)part.Part, Secrets.Covers(part.Part) ? _secrets.Protect(part.Value) : part.Value);

    public void Add(VehicleRow row) =>
        Run(
            Vehicles,
            row.Id,
            row.LocationId,
            row.IdTag,
            row.Model,
            row.BatteryWh,
            row.SocPercent,
            row.MaxAcPowerW,
            row.MaxDcPowerW,
            row.Phases,
            row.TaperFromPercent,
            row.ChargeLimitPercent,
            row.BatteryTemperatureC
        );

    /// <summary>Writes all of it, or nothing.</summary>
    public void Commit()
    {
        _staging.Commit();
        using var transaction = _connection.BeginTransaction();
        // Vehicles can swap their tags: none keeps its own while they are written.
        Execute(
            "UPDATE main.vehicles SET id_tag = char(10) || id WHERE id IN (SELECT id FROM temp.staged_vehicles)",
            transaction
        );
        Execute(Chargers.Copy, transaction);
        Execute(Evses.Copy, transaction);
        Execute(
            """
            DELETE FROM main.evses WHERE charger_id IN (SELECT id FROM temp.staged_chargers)
                AND (charger_id, id) NOT IN (SELECT charger_id, id FROM temp.staged_evses)
            """,
            transaction
        );
        Execute(Parts.Copy, transaction);
        Execute(Vehicles.Copy, transaction);
        transaction.Commit();
    }

    /// <summary>Takes what was written from the write-ahead log into the database; others read and write meanwhile.</summary>
    public void Tidy() => Execute("PRAGMA wal_checkpoint(PASSIVE);");

    public void Dispose()
    {
        foreach (var command in _add.Values)
        {
            command.Dispose();
        }

        _staging.Dispose();
        _connection.Dispose();
    }

    private SqliteCommand Prepare(Table table)
    {
        var command = _connection.CreateCommand();
        command.CommandText = table.Insert;
        command.Transaction = _staging;
        for (var i = 0; i < table.Columns.Count; i++)
        {
            command.Parameters.Add(new SqliteParameter { ParameterName = $"${i}" });
        }

        return command;
    }

    private void Run(Table table, params ReadOnlySpan<object?> values)
    {
        var command = _add[table];
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i] ?? DBNull.Value;
        }

        command.ExecuteNonQuery();
    }

    private void Execute(string sql, SqliteTransaction? transaction = null)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.Transaction = transaction;
        command.ExecuteNonQuery();
    }

    /// <summary>A table of the database, and the one that its rows gather in.</summary>
    private sealed class Table(string name, string[] keys, params string[] values)
    {
        public IReadOnlyList<string> Columns { get; } = [.. keys, .. values];

        public string Create => $"CREATE TEMP TABLE staged_{name} AS SELECT {List} FROM main.{name} WHERE false";

        public string Insert =>
            $"INSERT INTO temp.staged_{name} ({List}) VALUES ({string.Join(", ", Columns.Select((_, i) => $"${i}"))})";

        // WHERE: without it SQLite takes ON for a join's.
        public string Copy =>
            $"INSERT INTO main.{name} ({List}) SELECT {List} FROM temp.staged_{name} WHERE true ORDER BY rowid "
            + $"ON CONFLICT ({string.Join(", ", keys)}) DO UPDATE SET "
            + string.Join(", ", values.Select(column => $"{column} = excluded.{column}"));

        private string List => string.Join(", ", Columns);
    }
}
