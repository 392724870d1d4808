using ChargePoints;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Server.Demo;
using Server.Hosting;
using Server.Storage;
using Simulation;

namespace Server.Tests;

public sealed class StoreTests : IDisposable
{
    private const string Id = "RIV-AC-01";
    private readonly DataDirectory _directory = DataDirectory.Open(Scratch.Directory());
    private readonly Database _database;
    private readonly SqliteChargerStore _store;

    public StoreTests()
    {
        _database = new Database(_directory);
        _database.Migrate();
        using var db = _database.CreateDbContext();
        db.Locations.Add(DemoLocation.Location);
        db.Chargers.Add(DemoLocation.Chargers.Single(charger => charger.Id == Id));
        db.SaveChanges();
        _store = new SqliteChargerStore(_database, new RunMark(_directory), NullLogger<SqliteChargerStore>.Instance);
    }

    public void Dispose()
    {
        _store.Dispose();
        _directory.Dispose();
    }

    [Fact]
    public async Task What_is_saved_is_read_back_the_newest_of_each_thing()
    {
        _store.Save(Id, [new PartChanged(DurableParts.Configuration, """{"HeartbeatInterval":"1"}"""u8.ToArray())]);
        _store.Save(
            Id,
            [new PartChanged(DurableParts.Configuration, """{"HeartbeatInterval":"2"}"""u8.ToArray()), Message(1, 0)]
        );
        _store.Save(Id, [Message(2, 0), Message(1, 3)]);
        _store.Save(Id, [Message(3, 0)]);
        _store.Save(Id, [new MessageRemoved(2)]);
        await _store.FlushAsync();

        await using var db = _database.CreateDbContext();
        var state = (await SavedStates.ReadAsync(db))[Id];
        state.Configuration!["HeartbeatInterval"].ShouldBe("2");
        state.Messages.Select(message => (message.Sequence, message.Attempts)).ShouldBe([(1, 3), (3, 0)]);
        state.Messages[0].Payload.ShouldBe("{}"u8.ToArray());
    }

    [Fact]
    public async Task Secrets_lie_protected_and_are_read_back()
    {
        var secrets = new DurableSecrets { AuthorizationKey = new string('a', 40), Keys = [new(1, [1, 2, 3])] };
        var plain = new DurableState { Secrets = secrets }.Write(DurableParts.Secrets);
        _store.Save(Id, [new PartChanged(DurableParts.Secrets, plain)]);
        await _store.FlushAsync();

        await using var db = _database.CreateDbContext();
        var row = db.ChargerParts.Single(part => part.Part == (int)DurableParts.Secrets);
        row.Value.AsSpan().IndexOf("aaaaaaaa"u8).ShouldBe(-1);
        var state = (await SavedStates.ReadAsync(db))[Id];
        state.Secrets!.AuthorizationKey.ShouldBe(secrets.AuthorizationKey);
        state.Secrets.Keys.Single().Pkcs8.ShouldBe([1, 2, 3]);
    }

    [Fact]
    public async Task Secrets_wait_while_their_key_cannot_be_made()
    {
        await File.WriteAllTextAsync(_directory.KeysPath, "in the way");
        var plain = new DurableState { Secrets = new() { AuthorizationKey = "ab" } }.Write(DurableParts.Secrets);
        var ticket = _store.Save(Id, [new PartChanged(DurableParts.Secrets, plain)]);
        await Await.ForAsync(() => Task.FromResult(_store.Trouble), trouble => trouble is not null);
        _store.Trouble!.ShouldContain("The directory keys beside the database cannot be written");
        _store.DurableTicket.ShouldBeLessThan(ticket);

        File.Delete(_directory.KeysPath);
        await _store.FlushAsync();
        _store.Trouble.ShouldBeNull();
    }

    [Fact]
    public async Task Tickets_grow_and_are_durable_before_they_are_reported()
    {
        var reported = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        var first = _store.Save(Id, [Message(1, 0)]);
        var second = _store.Save(Id, [Message(2, 0)]);
        _store.Subscribe(() =>
        {
            if (_store.DurableTicket >= second)
            {
                using var db = _database.CreateDbContext();
                reported.TrySetResult(db.QueuedMessages.Count());
            }
        });
        var third = _store.Save(Id, [Message(3, 0)]);
        await _store.FlushAsync();

        new[] { first, second, third }.ShouldBeInOrder(SortDirection.Ascending);
        (await reported.Task.WaitAsync(TimeSpan.FromSeconds(60))).ShouldBeGreaterThanOrEqualTo(2);
    }

    [Fact]
    public async Task A_locked_database_is_reported_and_nothing_is_lost()
    {
        using var other = new SqliteConnection($"Data Source={_directory.DatabasePath};Pooling=False");
        other.Open();
        using (var transaction = other.BeginTransaction(System.Data.IsolationLevel.Serializable))
        {
            using var write = other.CreateCommand();
            write.Transaction = transaction;
            write.CommandText = "UPDATE locations SET name = name";
            write.ExecuteNonQuery();

            var ticket = _store.Save(Id, [Message(7, 0)]);
            await Await.ForAsync(() => Task.FromResult(_store.Trouble), trouble => trouble is not null);
            _store.Trouble.ShouldNotBeNull().ShouldContain("locked");
            _store.DurableTicket.ShouldBeLessThan(ticket);
            _store.Save(Id, [Message(8, 0)]);
            transaction.Rollback();
        }

        await _store.FlushAsync(new CancellationTokenSource(TimeSpan.FromSeconds(60)).Token);
        _store.Trouble.ShouldBeNull();
        await using var db = _database.CreateDbContext();
        (await db.QueuedMessages.Select(message => message.Sequence).ToListAsync()).ShouldBe([7, 8], ignoreOrder: true);
    }

    [Fact]
    public async Task Changes_of_a_charger_that_is_deleted_fall_away()
    {
        _store.Save("GHOST", [Message(1, 0), new PartChanged(DurableParts.Counters, "{}"u8.ToArray())]);
        await _store.FlushAsync();

        await using var db = _database.CreateDbContext();
        (await db.QueuedMessages.CountAsync()).ShouldBe(0);
        _store.Trouble.ShouldBeNull();
    }

    [Theory]
    // 7 + 2 + 1 s, less when the restart was sooner; a clock set back tells nothing.
    [InlineData(3600, 10)]
    [InlineData(4, 4)]
    [InlineData(-3600, 10)]
    public void After_a_kill_registers_of_running_transactions_go_up_by_what_may_be_missing_and_no_others(
        int secondsToRestart,
        int secondsCounted
    )
    {
        var settings = new ChargePointSettings
        {
            Id = "X",
            Evses = [new() { Id = 1, MaxPowerW = 36_000 }, new() { Id = 2 }],
        };
        var state = new DurableState
        {
            Registers = new() { Evses = [new(1_000_000, 40), new(2_000_000, null)] },
            Transactions =
            [
                new()
                {
                    Key = 1,
                    ConnectorId = 1,
                    IdTag = "T",
                    StartedAt = DateTimeOffset.UnixEpoch,
                    MeterStartWh = 0,
                    Running = true,
                },
            ],
        };

        // By the charger's clock, which is ahead by a minute.
        var at = new DateTimeOffset(2026, 5, 4, 8, 1, 0, TimeSpan.Zero);
        state = state with
        {
            Counters = new() { ClockOffsetTicks = TimeSpan.TicksPerMinute },
            Registers = state.Registers with { At = at },
        };

        var restored = SavedStates.AfterKill(
            state,
            settings,
            TimeSpan.FromSeconds(7),
            at + TimeSpan.FromSeconds(secondsToRestart - 60)
        );

        // 36 kW, and the instant moves with the energy: never more than can flow, never after the restart.
        restored.Registers.Evses[0].MilliWh.ShouldBe(1_000_000 + (secondsCounted * 10_000));
        restored.Registers.Evses[1].MilliWh.ShouldBe(2_000_000);
        restored.Registers.At.ShouldBe(at + TimeSpan.FromSeconds(secondsCounted));
    }

    [Fact]
    public void After_a_kill_in_a_power_spike_the_register_has_what_can_have_flowed_in_it()
    {
        var settings = new ChargePointSettings
        {
            Id = "CP1",
            Evses = [new EvseSettings { Id = 1, MaxPowerW = 36_000 }],
        };
        var at = new DateTimeOffset(2026, 5, 4, 8, 0, 0, TimeSpan.Zero);
        var state = new DurableState
        {
            Registers = new() { Evses = [new(0, 40)], At = at },
            Transactions =
            [
                new()
                {
                    Key = 1,
                    ConnectorId = 1,
                    IdTag = "T",
                    StartedAt = at,
                    MeterStartWh = 0,
                    Running = true,
                },
            ],
            Connectors = [new() { ConnectorId = 1, PowerFactor = 3 }],
        };

        var restored = SavedStates.AfterKill(state, settings, TimeSpan.FromSeconds(7), at + TimeSpan.FromSeconds(2));

        // 36 kW for 2 s, three times.
        restored.Registers.Evses[0].MilliWh.ShouldBe(3 * 20_000);
    }

    [Fact]
    public void A_run_mark_tells_of_a_kill()
    {
        var directory = DataDirectory.Open(Scratch.Directory());
        new RunMark(directory).LostAtMost.ShouldBeNull();
        new RunMark(directory).LostAtMost.ShouldBe(TimeSpan.Zero);
        new RunMark(directory).Remove();
        new RunMark(directory).LostAtMost.ShouldBeNull();
        directory.Dispose();
    }

    private static MessageChanged Message(long sequence, int attempts) =>
        new(new QueuedMessage(sequence, $"m{sequence}", "MeterValues", "{}"u8.ToArray(), 1, false, attempts));
}
