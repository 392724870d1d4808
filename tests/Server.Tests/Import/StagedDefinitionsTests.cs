using Microsoft.Data.Sqlite;
using Server.Storage;

namespace Server.Tests.Import;

/// <summary>What an import holds of the database, and for how long.</summary>
public sealed class StagedDefinitionsTests : IDisposable
{
    private readonly string _directory = Scratch.Directory();
    private readonly Database _database;

    public StagedDefinitionsTests()
    {
        Directory.CreateDirectory(_directory);
        var secrets = new Secrets(Path.Combine(_directory, "keys"), "chargers");
        _database = new Database(Path.Combine(_directory, "simulator.db"), secrets, pooling: false);
        _database.Migrate();
        Execute("INSERT INTO locations (id, name, time_zone, state, demo) VALUES ('here', 'Here', 'UTC', 'Active', 0)");
    }

    [Fact]
    public void While_rows_gather_others_write_and_see_nothing_of_them()
    {
        using var staged = Open();
        staged.Add(Charger("A", 2));

        // Of another connection, which waits for no lock.
        Execute("PRAGMA busy_timeout=0; UPDATE locations SET name = 'There'");
        Evses().ShouldBeEmpty();

        staged.Commit();
        Evses().ShouldBe(["A 1", "A 2"]);
    }

    [Fact]
    public void What_is_not_committed_leaves_nothing()
    {
        using (var staged = Open())
        {
            staged.Add(Charger("A", 2));
        }

        Evses().ShouldBeEmpty();
    }

    [Fact]
    public void A_definition_with_fewer_evses_takes_the_others_away_and_those_of_no_other_charger()
    {
        using (var staged = Open())
        {
            staged.Add(Charger("A", 3));
            staged.Add(Charger("B", 2));
            staged.Commit();
        }

        using (var staged = Open())
        {
            staged.Add(Charger("A", 1));
            staged.Commit();
            staged.Tidy();
        }

        Evses().ShouldBe(["A 1", "B 1", "B 2"]);
    }

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    private StagedDefinitions Open() => new(_database.Connect(), _database.Secrets);

    private static ChargerRow Charger(string id, int evses) =>
        new()
        {
            Id = id,
            LocationId = "here",
            Vendor = "Acme",
            Model = "AC22",
            AuthorizeBeforeStart = true,
            BootOnReconnect = false,
            Configuration = "{}",
            Evses =
            [
                .. Enumerable
                    .Range(1, evses)
                    .Select(evse => new EvseRow
                    {
                        ChargerId = id,
                        Id = evse,
                        CurrentType = ChargePoints.CurrentType.AC,
                        ConnectorType = "Type2",
                        MaxPowerW = 22_000,
                        Phases = 3,
                        VoltageV = 230,
                        Cable = ChargePoints.CableKind.Socket,
                    }),
            ],
        };

    private void Execute(string sql)
    {
        using var connection = _database.Connect();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private List<string> Evses()
    {
        using var connection = _database.Connect();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT charger_id || ' ' || id FROM evses ORDER BY 1";
        using SqliteDataReader reader = command.ExecuteReader();
        var evses = new List<string>();
        while (reader.Read())
        {
            evses.Add(reader.GetString(0));
        }

        return evses;
    }
}
