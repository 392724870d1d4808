using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Server.Hosting;
using Server.Storage;

namespace Server.Tests;

/// <summary>What a change of a location does to chargers that run, and what is left of it after a restart.</summary>
public sealed class LocationChangesTests
{
    [Fact]
    public async Task Another_csms_takes_over_the_chargers_that_have_none_of_their_own()
    {
        await using var csms = await CsmsDouble.StartAsync();
        await using var simulator = await Simulator.StartAsync(new SimulatorSettings { NoDemo = true });
        await simulator.OnlineAsync("R1");
        var embedded = (string)(await simulator.ChargerAsync("R1"))["effectiveCsmsUrl"]!;
        await simulator.CreateAsync("R2", $"\"csmsUrl\":\"{embedded}\"");
        await simulator.SendAsync("POST", "/chargers/R2/start");
        await simulator.UntilAsync("R2", charger => (string?)charger["registration"] == "Accepted");
        await simulator.CreateAsync("R3");
        await simulator.SendAsync("POST", "/chargers/R1/config", """{"key":"ConnectionTimeOut","value":"77"}""");
        await simulator.SendAsync("POST", "/chargers/R1/evses/1/start-transaction", """{"idTag":"T"}""");
        await simulator.UntilAsync("R1", charger => (int?)charger["evses"]![0]!["transaction"]?["id"] > 0);
        var patch = $$"""{"csmsUrl":"{{csms.Url}}","name":"Renamed"}""";

        (await simulator.SendAsync("PATCH", "/locations/default", patch)).ShouldBeProblem(
            409,
            "transaction is running at charger 'R1'"
        );
        ((string?)(await simulator.SendAsync("GET", "/locations/default")).Json["name"]).ShouldBe("Default");
        ((string?)(await simulator.ChargerAsync("R1"))["connection"]).ShouldBe("connected");

        await simulator.SendAsync("POST", "/chargers/R1/evses/1/stop-transaction");
        await simulator.UntilAsync("R1", charger => charger["evses"]![0]!["transaction"] is null);
        var changed = await simulator.SendAsync("PATCH", "/locations/default", patch);

        changed.Status.ShouldBe(200, changed.Text);
        ((string?)changed.Json["csmsUrl"]).ShouldBe(csms.Url);
        await csms.ReceivedAsync("BootNotification");
        await simulator.UntilAsync("R1", charger => (string?)charger["registration"] == "Accepted");
        ((string?)(await simulator.ChargerAsync("R1"))["effectiveCsmsUrl"]).ShouldBe(csms.Url);
        // What the charger had saved is its own, wherever it reports to.
        (await simulator.SendAsync("GET", "/chargers/R1/config")).Json.AsArray().Single(key =>
            (string?)key!["key"] == "ConnectionTimeOut"
        )!["value"]!.GetValue<string>().ShouldBe("77");
        // One with its own stays where it is, and one that is off stays off.
        var own = await simulator.ChargerAsync("R2");
        ((string?)own["effectiveCsmsUrl"]).ShouldBe(embedded);
        ((string?)own["connection"]).ShouldBe("connected");
        var off = await simulator.ChargerAsync("R3");
        ((string?)off["effectiveCsmsUrl"]).ShouldBe(csms.Url);
        ((string?)off["connection"]).ShouldBe("off");
        csms.Calls.Count(call => call.Action == "BootNotification").ShouldBe(1);
    }

    [Fact]
    public async Task A_charger_that_has_the_same_csms_in_another_location_moves_without_losing_its_connection()
    {
        await using var csms = await CsmsDouble.StartAsync();
        await using var simulator = await Simulator.StartAsync(new SimulatorSettings { NoDemo = true });
        await simulator.SendAsync("POST", "/locations", """{"name":"Next"}""");
        await simulator.SendAsync("POST", "/locations", """{"name":"Idle"}""");
        await simulator.OnlineAsync("M1", $"\"csmsUrl\":\"{csms.Url}\"");
        await simulator.SendAsync("POST", "/locations/activate/next?keepPrevious=true");
        await simulator.SendAsync("POST", "/vehicles?locationId=default", """{"id":"EV","idTag":"EV"}""");
        await simulator.SendAsync("POST", "/chargers/M1/evses/1/plug-in", """{"vehicleId":"EV"}""");

        var patched = await simulator.SendAsync("PATCH", "/chargers/M1", """{"locationId":"next"}""");

        patched.Status.ShouldBe(200, patched.Text);
        ((string?)patched.Json["locationId"]).ShouldBe("next");
        ((string?)patched.Json["connection"]).ShouldBe("connected");
        ((string?)patched.Json["evses"]![0]!["vehicle"]!["id"]).ShouldBe("EV");
        const string both = """{"chargerIds":["M1"],"vehicleIds":["EV"]}""";
        (await simulator.SendAsync("POST", "/locations/default/assign", both)).Status.ShouldBe(200);
        (await simulator.SendAsync("GET", "/chargers?locationId=default")).Json.AsArray().Count.ShouldBe(1);
        csms.Authorizations.Count.ShouldBe(1);

        await simulator.SendAsync("POST", "/chargers/M1/evses/1/present-tag", """{"idTag":"EV"}""");
        await csms.ReceivedAsync("StartTransaction");
        (await simulator.SendAsync("PATCH", "/chargers/M1", """{"locationId":"next"}""")).ShouldBeProblem(
            409,
            "transaction is running at charger 'M1'"
        );
        await simulator.SendAsync("POST", "/chargers/M1/evses/1/stop-transaction");
        await csms.ReceivedAsync("StopTransaction");

        // Where nothing runs it stops, and from there it starts again.
        (await simulator.SendAsync("PATCH", "/chargers/M1", """{"locationId":"idle"}""")).Status.ShouldBe(200);
        ((string?)(await simulator.ChargerAsync("M1"))["connection"]).ShouldBe("off");
        (await simulator.SendAsync("PATCH", "/chargers/M1", """{"locationId":"next"}""")).Status.ShouldBe(200);
        await csms.ReceivedAsync("BootNotification", 2);
    }

    [Fact]
    public async Task A_location_gets_no_csms_without_tls_while_a_charger_needs_tls()
    {
        await using var simulator = await Simulator.StartAsync(new SimulatorSettings { NoDemo = true });
        const string secure = "\"securityProfile\":2,\"password\":\"0123456789abcdef0123456789abcdef\"";
        await simulator.SendAsync("POST", "/locations", """{"name":"Plain","csmsUrl":"ws://127.0.0.1:1/plain"}""");
        await simulator.CreateAsync("T1", secure);
        await simulator.CreateAsync("T2", $"{secure},\"csmsUrl\":\"wss://127.0.0.1:1/own\"");
        await simulator.CreateAsync("T3");

        foreach (
            var refused in (Answer[])
                [
                    await simulator.SendAsync("PATCH", "/locations/default", """{"csmsUrl":"ws://127.0.0.1:1/ocpp"}"""),
                    await simulator.SendAsync("POST", "/locations/plain/assign", """{"chargerIds":["T1","T2","T3"]}"""),
                ]
        )
        {
            refused.ShouldBeProblem(409, "Charger 'T1' has security profile 2 or 3");
        }

        (
            await simulator.SendAsync("PATCH", "/locations/default", """{"csmsUrl":"wss://127.0.0.1:1/ocpp"}""")
        ).Status.ShouldBe(200);
        (
            await simulator.SendAsync("POST", "/locations/plain/assign", """{"chargerIds":["T2","T3"]}""")
        ).Status.ShouldBe(200);
    }

    [Fact]
    public async Task A_kept_location_is_deleted_with_its_transactions_reported()
    {
        await using var csms = await CsmsDouble.StartAsync();
        await using var simulator = await Simulator.StartAsync(new SimulatorSettings { NoDemo = true });
        await simulator.SendAsync("POST", "/locations", """{"name":"Next"}""");
        await simulator.OnlineAsync("D1", $"\"csmsUrl\":\"{csms.Url}\"");
        await simulator.SendAsync("POST", "/chargers/D1/evses/1/start-transaction", """{"idTag":"T"}""");
        await csms.ReceivedAsync("StartTransaction");
        (await simulator.SendAsync("POST", "/locations/activate/next?keepPrevious=true")).Status.ShouldBe(200);

        (await simulator.SendAsync("DELETE", "/locations/default")).Status.ShouldBe(204);

        var stop = await csms.ReceivedAsync("StopTransaction");
        // Reason Local is the default, and may be left out.
        ((string?)stop["reason"] ?? "Local").ShouldBe("Local");
        ((int?)stop["transactionId"]).ShouldBe(CsmsDouble.FirstTransactionId);
        (await simulator.SendAsync("GET", "/chargers?locationId=*")).Json.AsArray().ShouldBeEmpty();
        (await simulator.SendAsync("GET", "/locations")).Json.AsArray().Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_location_whose_car_is_plugged_in_elsewhere_is_not_deleted()
    {
        await using var simulator = await Simulator.StartAsync(new SimulatorSettings { NoDemo = true });
        await simulator.SendAsync("POST", "/locations", """{"name":"Guest"}""");
        await simulator.SendAsync("POST", "/vehicles?locationId=guest", """{"id":"G","idTag":"G"}""");
        await simulator.OnlineAsync("C1");
        await simulator.SendAsync("POST", "/chargers/C1/evses/1/plug-in", """{"vehicleId":"G"}""");

        (await simulator.SendAsync("DELETE", "/locations/guest")).ShouldBeProblem(409, "EVSE 1 of charger 'C1'");
        (await simulator.SendAsync("GET", "/vehicles/G")).Status.ShouldBe(200);

        await simulator.SendAsync("POST", "/chargers/C1/evses/1/unplug");
        (await simulator.SendAsync("DELETE", "/locations/guest")).Status.ShouldBe(204);
    }

    [Fact]
    public async Task A_database_that_refuses_a_move_changes_nothing_and_the_chargers_run_on()
    {
        await using var simulator = await Simulator.StartAsync(new SimulatorSettings { NoDemo = true });
        await simulator.SendAsync("POST", "/locations", """{"name":"Locked"}""");
        await simulator.OnlineAsync("B1");
        await simulator.OnlineAsync("B2");
        await using (var other = new SqliteConnection($"Data Source={simulator.DataDir}/simulator.db;Pooling=False"))
        {
            await other.OpenAsync();
            // Later than the chargers have saved their stop, so that it is the change itself that is refused.
            await using var trigger = other.CreateCommand();
            trigger.CommandText =
                "CREATE TRIGGER refuse BEFORE UPDATE ON chargers BEGIN SELECT RAISE(ABORT, 'disk is full'); END;";
            await trigger.ExecuteNonQueryAsync();
        }

        var refused = await simulator.SendAsync("POST", "/locations/locked/assign", """{"chargerIds":["B1","B2"]}""");

        refused.Status.ShouldBe(503, refused.Text);
        foreach (var id in (string[])["B1", "B2"])
        {
            var charger = await simulator.UntilAsync(id, it => (string?)it["connection"] == "connected");
            ((string?)charger["locationId"]).ShouldBe("default");
        }

        await using (var other = new SqliteConnection($"Data Source={simulator.DataDir}/simulator.db;Pooling=False"))
        {
            await other.OpenAsync();
            await using var drop = other.CreateCommand();
            drop.CommandText = "DROP TRIGGER refuse;";
            await drop.ExecuteNonQueryAsync();
        }

        // Not held for ever by the change that failed.
        (
            await simulator.SendAsync("POST", "/locations/locked/assign", """{"chargerIds":["B1","B2"]}""")
        ).Status.ShouldBe(200);
    }

    [Fact]
    public async Task What_is_changed_is_there_after_a_restart()
    {
        var directory = Scratch.Directory();
        var settings = new SimulatorSettings { NoDemo = true, DataDir = directory };
        string[] paths = ["/locations", "/vehicles?locationId=*", "/chargers/K1"];
        var before = new List<string>();
        await using (var first = await Simulator.StartAsync(settings))
        {
            await first.SendAsync("POST", "/locations", """{"name":"Kept","gridLimitW":5000}""");
            await first.CreateAsync("K1");
            await first.SendAsync("POST", "/vehicles", """{"id":"E1","idTag":"e1","taperFromPercent":55}""");
            await first.SendAsync("POST", "/vehicles", """{"id":"E2","idTag":"e2"}""");
            await first.SendAsync("POST", "/vehicles", """{"id":"E3","idTag":"e3"}""");
            await first.SendAsync("POST", "/locations/kept/assign", """{"chargerIds":["K1"],"vehicleIds":["E1"]}""");
            await first.SendAsync("PATCH", "/locations/kept", """{"csmsUrl":"ws://csms.invalid/x"}""");
            await first.SendAsync("PATCH", "/vehicles/E2", """{"model":"Van"}""");
            await first.SendAsync("DELETE", "/vehicles/E3");
            foreach (var path in paths)
            {
                before.Add((await first.SendAsync("GET", path)).Text);
            }
        }

        await using var second = await Simulator.StartAsync(settings);
        foreach (var (path, text) in paths.Zip(before))
        {
            (await second.SendAsync("GET", path)).Text.ShouldBe(text, path);
        }
    }

    [Fact]
    public async Task An_earlier_database_gets_what_is_new_and_names_that_differ_without_case()
    {
        using var directory = DataDirectory.Open(Scratch.Directory());
        var database = new Database(directory);
        await using (var db = database.CreateDbContext())
        {
            await db.GetService<IMigrator>().MigrateAsync("Quirks");
            await db.Database.ExecuteSqlRawAsync(
                """
                INSERT INTO locations (id, name, time_zone, state, demo)
                VALUES ('a', 'Park', 'UTC', 'Active', 0), ('b', 'PARK', 'UTC', 'Idle', 0), ('c', 'park', 'UTC', 'Idle', 0);
                INSERT INTO vehicles (id, location_id, id_tag, battery_wh, soc_percent, max_ac_power_w, max_dc_power_w, phases)
                VALUES ('v', 'a', 'T', 60000, 30, 11000, 0, 3);
                """
            );
        }

        database.Migrate();

        await using var migrated = database.CreateDbContext();
        (await migrated.Locations.OrderBy(row => row.Id).Select(row => row.Name).ToListAsync()).ShouldBe([
            "Park",
            "PARK (b)",
            "park (c)",
        ]);
        var car = await migrated.Vehicles.SingleAsync();
        (car.TaperFromPercent, car.ChargeLimitPercent, car.BatteryTemperatureC).ShouldBe((80, 100, 20));
        await Should.ThrowAsync<SqliteException>(
            migrated.Database.ExecuteSqlRawAsync(
                "INSERT INTO locations (id, name, time_zone, state, demo) VALUES ('d', 'pARK', 'UTC', 'Idle', 0)"
            )
        );
    }
}
