using System.Text.Json.Nodes;
using Server.Live;

namespace Server.Tests;

public sealed class LiveHubTests(Simulator simulator) : IClassFixture<Simulator>
{
    [Fact]
    public async Task The_fleet_topic_tells_what_keeps_the_database_from_being_written_and_that_it_is_over()
    {
        await using var other = await Simulator.StartAsync(new() { NoDemo = true });
        await other.CreateAsync("FULL");
        await using var hub = await HubClient.ConnectAsync(other);
        await hub.InvokeAsync("Subscribe", "fleet");
        await hub.NextAsync("fleet", update => update["trouble"] is null);
        using (FullDisk.Of(Path.Combine(other.DataDir, "simulator.db"), "charger_parts"))
        {
            await other.SendAsync("POST", "/chargers/FULL/config", """{"key":"BlinkRepeat","value":"9"}""");
            await hub.NextAsync("fleet", update => ((string?)update["trouble"])?.Contains("the disk is full") == true);
        }

        await hub.NextAsync("fleet", update => update["trouble"] is null);
    }

    [Fact]
    public async Task The_fleet_topic_tells_the_pulse()
    {
        await simulator.OnlineAsync("H1");
        await using var hub = await HubClient.ConnectAsync(simulator);
        (await hub.InvokeAsync("Subscribe", "fleet"))["result"]!["seq"]!.GetValue<long>().ShouldBe(0);

        var pulse = await hub.NextAsync("fleet", update => (int)update["connected"]! > 0);

        ((string?)pulse["locationId"]).ShouldBe("default");
        ((int)pulse["total"]!).ShouldBeGreaterThan(0);
        ((int)pulse["statuses"]!["Available"]!).ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task The_table_is_told_of_states_of_all_rows_without_a_gap_and_of_what_comes_and_goes()
    {
        await using var hub = await HubClient.ConnectAsync(simulator);
        await hub.InvokeAsync("Subscribe", "chargers");
        await simulator.OnlineAsync("H2");

        var seen = await hub.NextAsync(
            "chargers",
            update => Changed(update, "H2") is { } charger && (string?)charger["registration"] == "Accepted"
        );
        Changed(seen, "H2")!["evses"]![0]!["maxPowerW"]!.GetValue<double>().ShouldBe(22000);

        await simulator.SendAsync("DELETE", "/chargers/H2");
        await hub.NextAsync("chargers", update => update["removed"]!.AsArray().Any(id => (string?)id == "H2"));
        hub.Sequences("chargers").ShouldBe(Enumerable.Range(1, hub.Sequences("chargers").Count).Select(i => (long)i));
    }

    [Fact]
    public async Task A_charger_that_was_shown_connected_is_shown_registered_when_the_answer_comes_late()
    {
        await using var csms = await CsmsDouble.StartAsync();
        var registers = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        csms.MayRegister = registers.Task;
        await using var hub = await HubClient.ConnectAsync(simulator);
        await hub.InvokeAsync("Subscribe", "chargers");
        await simulator.CreateAsync("H7", $"\"csmsUrl\":\"{csms.Url}\"");
        (await simulator.SendAsync("POST", "/chargers/H7/start")).Status.ShouldBe(200);
        var connected = await hub.NextAsync(
            "chargers",
            update => Changed(update, "H7") is { } charger && (string?)charger["connection"] == "connected"
        );
        Changed(connected, "H7")!["registration"].ShouldBeNull();

        // Nothing but its registration changes now.
        registers.SetResult();
        await hub.NextAsync(
            "chargers",
            update => Changed(update, "H7") is { } charger && (string?)charger["registration"] == "Accepted"
        );
    }

    [Fact]
    public async Task A_charger_topic_tells_power_samples_and_configuration_and_the_end()
    {
        await simulator.OnlineAsync("H3");
        await using var hub = await HubClient.ConnectAsync(simulator);
        await hub.InvokeAsync("Subscribe", "charger:H3");

        await simulator.SendAsync("POST", "/chargers/H3/evses/1/start-transaction", """{"idTag":"TAG"}""");
        await hub.NextAsync(
            "charger",
            update => update["samples"]!.AsArray().Any(sample => (double)sample!["powerW"]! > 1000)
        );
        await hub.NextAsync(
            "charger",
            update => (int?)update["charger"]!["evses"]![0]!["transaction"]?["energyWh"] > 0
        );

        await simulator.SendAsync("POST", "/chargers/H3/config", """{"key":"BlinkRepeat","value":"7"}""");
        var configured = await hub.NextAsync("charger", update => update["configuration"] is not null);
        configured["configuration"]!
            .AsArray()
            .ShouldContain(key => (string?)key!["key"] == "BlinkRepeat" && (string?)key["value"] == "7");

        await simulator.SendAsync("DELETE", "/chargers/H3");
        await hub.NextAsync("charger", update => update["charger"] is null);
    }

    [Fact]
    public async Task Rows_that_come_into_sight_are_told_their_power_so_far()
    {
        await simulator.OnlineAsync("H9");
        await simulator.SendAsync("POST", "/chargers/H9/evses/1/start-transaction", """{"idTag":"TAG"}""");
        await simulator.UntilAsync("H9", charger => (double)charger["evses"]![0]!["powerW"]! > 1000);
        await using var hub = await HubClient.ConnectAsync(simulator);

        var trails = await Await.ForAsync(
            async () => (await hub.InvokeAsync("RowTrails", new JsonArray("H9", "NONE")))["result"]!.AsArray(),
            found => found[0]!["samples"]!.AsArray().Any(sample => (double)sample!["powerW"]! > 1000)
        );

        trails.Count.ShouldBe(1);
        ((string?)trails[0]!["chargerId"]).ShouldBe("H9");
    }

    [Fact]
    public void The_power_of_a_charger_is_the_sum_of_its_steps()
    {
        var start = new DateTimeOffset(2026, 1, 1, 10, 0, 0, TimeSpan.Zero);
        FleetSample At(int second, double watts) => new(start.AddSeconds(second), watts);

        PowerTrails
            .Sum([
                [At(0, 10), At(4, 0)],
                [At(2, 5), At(4, 7)],
            ])
            .ShouldBe([At(0, 10), At(2, 15), At(4, 7)]);
        PowerTrails
            .Sum([
                [],
                [],
            ])
            .ShouldBeEmpty();
    }

    [Fact]
    public async Task A_charger_topic_tells_which_parts_have_changed()
    {
        await simulator.OnlineAsync("H5");
        await using var hub = await HubClient.ConnectAsync(simulator);
        await hub.InvokeAsync("Subscribe", "charger:H5");

        await simulator.SendAsync("POST", "/chargers/H5/config", """{"key":"BlinkRepeat","value":"7"}""");
        var configured = await hub.NextAsync("charger", update => update["configuration"] is not null);
        configured["parts"]!.AsArray().ShouldBeEmpty();

        var set = await simulator.SendAsync(
            "POST",
            "/csms/chargers/H5/calls",
            """{"action":"SetChargingProfile","payload":{"connectorId":1,"csChargingProfiles":{"chargingProfileId":1,"stackLevel":0,"chargingProfilePurpose":"TxDefaultProfile","chargingProfileKind":"Relative","chargingSchedule":{"chargingRateUnit":"W","chargingSchedulePeriod":[{"startPeriod":0,"limit":6900}]}}}}"""
        );
        set.Status.ShouldBe(200, set.Text);
        var limited = await hub.NextAsync("charger", update => update["parts"]!.AsArray().Count > 0);
        limited["parts"]!.AsArray().Select(part => (string?)part).ShouldBe(["charging-profiles"]);
    }

    [Fact]
    public async Task The_data_topic_tells_that_the_lists_of_locations_and_vehicles_have_changed()
    {
        await using var hub = await HubClient.ConnectAsync(simulator);
        await hub.InvokeAsync("Subscribe", "data");

        await simulator.SendAsync("POST", "/locations", """{"name":"Hub"}""");
        var created = await hub.NextAsync("data", _ => true);
        await simulator.SendAsync("POST", "/vehicles", """{"id":"H6EV","idTag":"H6"}""");
        var vehicle = await hub.NextAsync("data", update => Grown(update, created, "vehicles"));
        await simulator.SendAsync("PATCH", "/locations/hub", """{"name":"Hub 2"}""");
        var renamed = await hub.NextAsync("data", update => Grown(update, vehicle, "locations"));
        // The counts of a location and the place of a car are in the lists as well.
        await simulator.OnlineAsync("H6");
        var counted = await hub.NextAsync("data", update => Grown(update, renamed, "locations"));
        await simulator.SendAsync("POST", "/chargers/H6/evses/1/plug-in", """{"vehicleId":"H6EV"}""");
        await hub.NextAsync("data", update => Grown(update, counted, "vehicles"));

        var seqs = hub.Sequences("data");
        seqs.ShouldBe(Enumerable.Range(1, seqs.Count).Select(seq => (long)seq));

        static bool Grown(JsonNode update, JsonNode before, string list) => (long)update[list]! > (long)before[list]!;
    }

    [Fact]
    public async Task The_log_of_a_charger_tells_each_line_once()
    {
        await simulator.CreateAsync("H4");
        await using var hub = await HubClient.ConnectAsync(simulator);
        await hub.InvokeAsync("SubscribeLogs", JsonNode.Parse("""{"chargerId":["H4"]}""")!);
        await simulator.SendAsync("POST", "/chargers/H4/start");

        var entries = new List<JsonNode>();
        await hub.NextAsync(
            "logs",
            update =>
            {
                entries.AddRange(update["entries"]!.AsArray().Select(entry => entry!.DeepClone()));
                return entries.Any(entry =>
                    (string?)entry["action"] == "StatusNotification" && (string?)entry["type"] == "result"
                );
            }
        );

        var seqs = entries.Select(entry => (long)entry["seq"]!).ToList();
        seqs.ShouldBe(seqs.Distinct().Order());
        entries.ShouldContain(entry =>
            (string?)entry["action"] == "BootNotification" && (string?)entry["direction"] == "out"
        );
    }

    [Fact]
    public async Task What_there_is_not_is_an_error_in_words()
    {
        await using var hub = await HubClient.ConnectAsync(simulator);

        ((string?)(await hub.InvokeAsync("Subscribe", "charger:none"))["error"])
            .ShouldNotBeNull()
            .ShouldContain("none");
        ((string?)(await hub.InvokeAsync("Subscribe", "weather"))["error"]).ShouldNotBeNull().ShouldContain("weather");
        var many = new JsonArray([.. Enumerable.Range(0, 201).Select(i => (JsonNode)$"X{i}")]);
        ((string?)(await hub.InvokeAsync("WatchRows", many))["error"]).ShouldNotBeNull().ShouldContain("200");
    }

    [Fact]
    public async Task The_import_topic_tells_how_far_an_import_is_and_of_no_dry_run()
    {
        await using var hub = await HubClient.ConnectAsync(simulator);
        await hub.InvokeAsync("Subscribe", "import");
        const string right = """[{"id":"P1","evses":[{"id":1}]}]""";

        await simulator.SendAsync("POST", "/import/chargers?dryRun=true", right);
        await simulator.SendAsync("POST", "/import/chargers", right);
        var done = await hub.NextAsync("import", update => (string?)update["phase"] == "done");
        ((long)done["done"]!, (long)done["total"]!).ShouldBe((1, 1));
        await simulator.SendAsync("POST", "/import/chargers", right);
        await hub.NextAsync("import", update => (string?)update["phase"] == "failed");
        hub.Sequences("import").ShouldBe(Enumerable.Range(1, hub.Sequences("import").Count).Select(i => (long)i));
    }

    private static JsonNode? Changed(JsonNode update, string id) =>
        update["changed"]!.AsArray().FirstOrDefault(charger => (string?)charger!["id"] == id);
}
