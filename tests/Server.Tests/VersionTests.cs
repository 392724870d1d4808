using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Server.Backup;
using Server.Chargers;
using Server.Csms.Storage;
using Server.Roster;
using Server.Storage;

namespace Server.Tests;

/// <summary>Databases of other versions, found by the program when it starts.</summary>
public sealed class VersionTests
{
    [Fact]
    public async Task Databases_of_the_first_version_are_brought_up_to_date_and_go_on()
    {
        var directory = Scratch.Directory();
        EarlierVersion.WriteSimulator(directory);
        EarlierVersion.WriteCsms(directory);

        using var process = ServerProcess.Start(["--urls", "http://127.0.0.1:0", "--data-dir", directory]);
        using var api = await ProcessApi.OfAsync(process);
        await ShouldBeThereAsync(api);
        (await process.TerminateAsync()).ShouldBe(0);
        process.Errors.ShouldBeEmpty();
        // What the first version left in the open does not lie there any more.
        (await File.ReadAllTextAsync(Path.Combine(directory, "simulator.db"))).ShouldNotContain("00112233445566778899");
    }

    /// <summary>Every migration that there is.</summary>
    public static TheoryData<string> Versions(string file)
    {
        using DbContext db = file == "simulator.db" ? Simulator(file).CreateDbContext() : Csms(file).Open();
        return [.. db.Database.GetMigrations()];
    }

    [Theory]
    [MemberData(nameof(Versions), "simulator.db")]
    public async Task A_database_of_any_version_is_brought_up_to_date_with_all_that_is_in_it(string version)
    {
        var directory = Scratch.Directory();
        EarlierVersion.WriteSimulator(directory, version);
        var database = Simulator(directory);

        database.Migrate();

        await using var db = database.CreateDbContext();
        db.Database.GetPendingMigrations().ShouldBeEmpty();
        // Nor is one missing that the present tables would need.
        db.Database.HasPendingModelChanges().ShouldBeFalse();
        var found = await RosterContents.ReadAsync(db, (_, state) => state);
        found.Locations.Select(location => location.Name).ShouldBe(["Old site", "OLD SITE (twin)"], ignoreOrder: true);
        found.Vehicles.ShouldHaveSingleItem().TaperFromPercent.ShouldBe(80);
        var (row, state) = found.Chargers.ShouldHaveSingleItem();
        (row.Id, row.LocationId, row.Vendor, row.Running).ShouldBe(("OLD1", "old", "Elder", true));
        row.Evses.ShouldHaveSingleItem().MaxPowerW.ShouldBe(11000);
        (row.BackupPower, row.ResumeAfterPowerLoss).ShouldBe((false, true));
        row.Configuration.ShouldContain("BlinkRepeat");
        Definitions.SecretsOf(row).AuthorizationKey.ShouldBe("00112233445566778899AABBCCDDEEFF");
        state.ShouldNotBeNull().Registers.Evses.ShouldHaveSingleItem().MilliWh.ShouldBe(4_321_000);
        // Once more changes nothing.
        database.Migrate();
    }

    [Theory]
    [MemberData(nameof(Versions), "csms.db")]
    public void So_is_one_of_the_embedded_CSMS(string version)
    {
        var directory = Scratch.Directory();
        EarlierVersion.WriteCsms(directory, version);
        var database = Csms(directory);

        database.Migrate();

        using var db = database.Open();
        db.Database.HasPendingModelChanges().ShouldBeFalse();
        var session = db.Sessions.ShouldHaveSingleItem();
        (session.TransactionId, session.ChargePointId, session.MeterStartWh).ShouldBe((7, "OLD1", 4000));
        db.IdTags.ShouldHaveSingleItem().IdTag.ShouldBe("BAD");
        CsmsStore.Read(db, Seed.TransactionId).ShouldBe(1008);
    }

    [Theory]
    [InlineData("simulator.db")]
    [InlineData("csms.db")]
    public async Task A_start_that_was_killed_while_it_did_that_is_not_in_the_way(string file)
    {
        var directory = Scratch.Directory();
        EarlierVersion.WriteSimulator(directory);
        EarlierVersion.WriteCsms(directory);
        EarlierVersion.LeaveLock(Path.Combine(directory, file));
        Action migrate = file == "csms.db" ? Csms(directory).Migrate : Simulator(directory).Migrate;

        await Task.Run(migrate).WaitAsync(TimeSpan.FromMinutes(2));

        SqliteFiles.Migrations(Path.Combine(directory, file)).Count.ShouldBeGreaterThan(1);
    }

    [Theory]
    [InlineData("simulator.db")]
    [InlineData("csms.db")]
    public async Task A_database_of_a_later_version_is_refused_in_one_clear_line(string file)
    {
        var directory = Scratch.Directory();
        EarlierVersion.WriteSimulator(directory);
        EarlierVersion.WriteCsms(directory);
        EarlierVersion.FromTheFuture(Path.Combine(directory, file));
        var before = await File.ReadAllBytesAsync(Path.Combine(directory, file));

        using var process = ServerProcess.Start(["--urls", "http://127.0.0.1:0", "--data-dir", directory]);

        (await process.ExitAsync()).ShouldBe(2);
        var line = process.Errors.TrimEnd().Split('\n').ShouldHaveSingleItem();
        line.ShouldContain(file);
        line.ShouldContain("later version of the simulator (it has 29990101000000_Future)");
        (await File.ReadAllBytesAsync(Path.Combine(directory, file))).ShouldBe(before);
    }

    /// <summary>All that the databases of the first version have, in use.</summary>
    internal static async Task ShouldBeThereAsync(ProcessApi api)
    {
        var charger = await api.UntilAsync(
            "/chargers/OLD1",
            found => (string?)found["registration"] == "Accepted" && (int)found["queuedMessages"]! == 0
        );
        ((string?)charger["vendor"]).ShouldBe("Elder");
        (await api.GetAsync("/chargers/OLD1/config"))
            .AsArray()
            .ShouldContain(key => (string?)key!["key"] == "BlinkRepeat" && (string?)key["value"] == "77");
        (await api.GetAsync("/locations"))
            .AsArray()
            .Select(location => (string?)location!["name"])
            .ShouldBe(["Old site", "OLD SITE (twin)"], ignoreOrder: true);
        var car = (await api.GetAsync("/vehicles")).AsArray().ShouldHaveSingleItem();
        ((string?)car!["id"], (double)car["taperFromPercent"]!).ShouldBe(("CAR", 80));

        ((double)charger["evses"]![0]!["energyWh"]!).ShouldBe(4321);
        var session = (await api.GetAsync("/csms/sessions")).AsArray().ShouldHaveSingleItem();
        ((int)session!["transactionId"]!, (string?)session["state"]).ShouldBe((7, "Open"));
        var tag = (await api.GetAsync("/csms/id-tags")).AsArray().ShouldHaveSingleItem();
        ((string?)tag!["status"]).ShouldBe("Blocked");
        await api.PostAsync("/chargers/OLD1/evses/1/start-transaction", """{"idTag":"TAG"}""");
        var started = await api.UntilAsync("/chargers/OLD1", found => Transaction(found) is not null);
        Transaction(started)!.Value.ShouldBeGreaterThanOrEqualTo(1008);
    }

    private static Database Simulator(string directory) =>
        new(Path.Combine(directory, "simulator.db"), new(Path.Combine(directory, "keys"), "chargers"), pooling: false);

    private static CsmsDatabase Csms(string directory) => new(Path.Combine(directory, "csms.db"), pooling: false);

    private static int? Transaction(JsonNode charger) => (int?)charger["evses"]![0]!["transaction"]?["id"];
}
