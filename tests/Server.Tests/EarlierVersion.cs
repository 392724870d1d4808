using ChargePoints;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Server.Csms.Storage;
using Server.Storage;

namespace Server.Tests;

/// <summary>Databases as earlier versions of the simulator left them, with something in them, and as a later one would.</summary>
internal static class EarlierVersion
{
    /// <summary>A charger that should run, with its meter, in one of two locations whose names differ by case; a car.</summary>
    /// <param name="directory">The data directory.</param>
    /// <param name="version">The last migration that it has been through; null for the first.</param>
    public static void WriteSimulator(string directory, string? version = null) =>
        Write(
            new SimulatorDb(Options<SimulatorDb>(directory, "simulator.db")),
            version,
            $$"""
            INSERT INTO locations (id, name, time_zone, state, demo) VALUES
                ('old', 'Old site', 'Europe/Berlin', 'Active', 0), ('twin', 'OLD SITE', 'UTC', 'Idle', 0);
            INSERT INTO chargers (id, location_id, running, vendor, model, authorize_before_start, boot_on_reconnect, configuration)
                VALUES ('OLD1', 'old', 1, 'Elder', 'E1', 1, 0, '{"BlinkRepeat":"77","AuthorizationKey":"00112233445566778899AABBCCDDEEFF"}');
            INSERT INTO evses (charger_id, id, current_type, connector_type, max_power_w, phases, voltage_v, cable)
                VALUES ('OLD1', 1, 'AC', 'Type2', 11000, 3, 230, 'Socket');
            INSERT INTO vehicles (id, location_id, id_tag, battery_wh, soc_percent, max_ac_power_w, max_dc_power_w, phases)
                VALUES ('CAR', 'old', 'TAG', 60000, 40, 11000, 0, 3);
            INSERT INTO charger_parts (charger_id, part, value) VALUES ('OLD1', {{(int)
                DurableParts.Registers}}, x'{{Registers()}}');
            """
        );

    /// <summary>An open session, a tag that is blocked, and the last transaction id.</summary>
    public static void WriteCsms(string directory, string? version = null) =>
        Write(
            new CsmsDb(Options<CsmsDb>(directory, "csms.db")),
            version,
            """
            INSERT INTO Sessions (Number, TransactionId, ChargePointId, ConnectorId, IdTag, "Authorization", MeterStartWh, State, SampleCount)
                VALUES (3, 7, 'OLD1', 1, 'TAG', 'Accepted', 4000, 'Open', 0);
            UPDATE Sessions SET StartedAt = 1303079878656000000;
            INSERT INTO IdTags (IdTag, Status, AllowConcurrentTx) VALUES ('BAD', 'Blocked', 1);
            INSERT INTO Seeds (Name, Value) VALUES ('TransactionId', 1008);
            """
        );

    /// <summary>Makes a database look like one of a version yet to come.</summary>
    public static void FromTheFuture(string path)
    {
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText =
            "CREATE TABLE IF NOT EXISTS __EFMigrationsHistory (MigrationId TEXT PRIMARY KEY, ProductVersion TEXT); "
            + "INSERT INTO __EFMigrationsHistory VALUES ('29990101000000_Future', '99');";
        command.ExecuteNonQuery();
    }

    /// <summary>As a kill in the middle of a migration leaves a database: locked against any other.</summary>
    public static void LeaveLock(string path)
    {
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText =
            "CREATE TABLE IF NOT EXISTS __EFMigrationsLock (Id INTEGER NOT NULL PRIMARY KEY, Timestamp TEXT NOT NULL); "
            + "INSERT INTO __EFMigrationsLock VALUES (1, '2026-01-01 00:00:00+00:00');";
        command.ExecuteNonQuery();
    }

    private static string Registers() =>
        Convert.ToHexString(
            new DurableState { Registers = new() { Evses = [new(4_321_000, null)] } }.Write(DurableParts.Registers)
        );

    private static void Write(DbContext db, string? version, string sql)
    {
        using (db)
        {
            db.GetService<IMigrator>().Migrate("Initial");
            db.Database.ExecuteSqlRaw(sql.Replace("{", "{{").Replace("}", "}}"));
            if (version is not null)
            {
                db.GetService<IMigrator>().Migrate(version);
            }
        }
    }

    private static DbContextOptions<T> Options<T>(string directory, string file)
        where T : DbContext
    {
        Directory.CreateDirectory(directory);
        return new DbContextOptionsBuilder<T>()
            .UseSqlite($"Data Source={Path.Combine(directory, file)};Pooling=False")
            .Options;
    }
}
