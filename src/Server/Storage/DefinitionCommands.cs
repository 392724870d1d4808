using ChargePoints;
using Microsoft.Data.Sqlite;

namespace Server.Storage;

/// <summary>
/// Definitions of many chargers and vehicles, written with statements that are prepared once, without change tracking: the
/// fewer seconds an import holds the database, the less the chargers that run wait for it.
/// </summary>
internal sealed class DefinitionCommands : IDisposable
{
    private readonly SqliteTransaction _transaction;
    private readonly SqliteCommand _setCharger;
    private readonly SqliteCommand _setEvse;
    private readonly SqliteCommand _removeEvses;
    private readonly SqliteCommand _setVehicle;
    private readonly SqliteCommand _freeTag;

    public DefinitionCommands(SqliteTransaction transaction)
    {
        _transaction = transaction;
        _setCharger = Upsert(
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
            "max_reconnect_attempts",
            "max_reconnect_minutes",
            "quirks",
            "configuration"
        );
        _setEvse = Upsert(
            "evses",
            ["charger_id", "id"],
            "current_type",
            "connector_type",
            "max_power_w",
            "phases",
            "voltage_v",
            "cable"
        );
        _setVehicle = Upsert(
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
            "taper_from_percent"
        );
        _removeEvses = Prepare("DELETE FROM evses WHERE charger_id = $0 AND id > $1", 2);
        _freeTag = Prepare("UPDATE vehicles SET id_tag = char(10) || id WHERE id = $0", 1);
    }

    /// <summary>A definition as it goes to the disk: its password is sealed.</summary>
    public void Write(ChargerRow row)
    {
        Run(
            _setCharger,
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
            row.MaxReconnectAttempts,
            row.MaxReconnectMinutes,
            row.Quirks,
            row.Configuration
        );
        Run(_removeEvses, row.Id, row.Evses.Count);
        foreach (var evse in row.Evses)
        {
            Run(
                _setEvse,
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

    public void Write(VehicleRow row) =>
        Run(
            _setVehicle,
            row.Id,
            row.LocationId,
            row.IdTag,
            row.Model,
            row.BatteryWh,
            row.SocPercent,
            row.MaxAcPowerW,
            row.MaxDcPowerW,
            row.Phases,
            row.TaperFromPercent
        );

    /// <summary>Takes a vehicle's tag from it until it is written, so that vehicles can swap theirs.</summary>
    public void FreeTag(string vehicleId) => Run(_freeTag, vehicleId);

    public void Dispose()
    {
        _setCharger.Dispose();
        _setEvse.Dispose();
        _removeEvses.Dispose();
        _setVehicle.Dispose();
        _freeTag.Dispose();
    }

    private SqliteCommand Upsert(string table, string[] keys, params string[] columns)
    {
        var values = Enumerable.Range(0, keys.Length + columns.Length).Select(i => $"${i}");
        return Prepare(
            $"INSERT INTO {table} ({string.Join(", ", keys.Concat(columns))}) VALUES ({string.Join(", ", values)}) "
                + $"ON CONFLICT ({string.Join(", ", keys)}) DO UPDATE SET "
                + string.Join(", ", columns.Select(column => $"{column} = excluded.{column}")),
            keys.Length + columns.Length
        );
    }

    private SqliteCommand Prepare(string sql, int parameters)
    {
        var command = _transaction.Connection!.CreateCommand();
        command.CommandText = sql;
        command.Transaction = _transaction;
        for (var i = 0; i < parameters; i++)
        {
            command.Parameters.Add(new SqliteParameter { ParameterName = $"${i}" });
        }

        return command;
    }

    private static void Run(SqliteCommand command, params ReadOnlySpan<object?> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i] ?? DBNull.Value;
        }

        command.ExecuteNonQuery();
    }
}
