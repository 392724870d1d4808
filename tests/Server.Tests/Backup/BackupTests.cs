using System.Text;
using System.Text.Json.Nodes;
using Server.Hosting;
using Server.Tests.Import;

namespace Server.Tests.Backup;

/// <summary>Everything goes into one file and comes back from it.</summary>
public sealed class BackupTests
{
    private const string Key = "00112233445566778899AABBCCDDEEFF";

    [Fact]
    public async Task What_was_there_is_there_again_and_what_came_later_is_gone()
    {
        await using var simulator = await Simulator.StartAsync(new SimulatorSettings { NoDemo = true });
        await FillAsync(simulator);
        var before = await LookAsync(simulator);
        var transaction = TransactionId(await simulator.ChargerAsync("B1"));
        var register = Energy(await simulator.ChargerAsync("B1"));
        var backup = await simulator.BackupAsync();

        await ChangeEverythingAsync(simulator);
        await using var hub = await HubClient.ConnectAsync(simulator);
        foreach (var topic in (string[])["chargers", "data", "charger:B1"])
        {
            await hub.InvokeAsync("Subscribe", topic);
        }

        await hub.InvokeAsync("SubscribeLogs", JsonNode.Parse("""{"chargerId":["B1"]}""")!);
        var answer = await simulator.RestoreAsync(backup);

        answer.Status.ShouldBe(200, answer.Text);
        var report = answer.Json;
        ((int)report["locations"]!, (int)report["chargers"]!, (int)report["vehicles"]!).ShouldBe((2, 3, 1));
        ((bool)report["csms"]!, (int)report["unreadableSecrets"]!).ShouldBe((true, 0));
        await hub.NextAsync("chargers", update => (bool)update["reset"]!);
        await hub.NextAsync("data", _ => true);
        await hub.NextAsync("charger", update => (string?)update["charger"]?["registration"] == "Accepted");
        await hub.NextAsync("logs", update => update["entries"]!.AsArray().Count > 0);
        (await LookAsync(simulator)).ShouldBe(before);
        (await simulator.ChargerAsync("B2"))["running"]!.GetValue<bool>().ShouldBeFalse();

        // The transaction that ran goes on, with the id that the restored CSMS knows; the meter has not gone back.
        var charger = await simulator.UntilAsync("B1", found => (string?)found["registration"] == "Accepted");
        TransactionId(charger).ShouldBe(transaction);
        Energy(charger).ShouldBeGreaterThanOrEqualTo(register);
        await simulator.SendAsync("POST", "/chargers/B1/evses/1/stop-transaction");
        await SessionAsync(simulator, session => (string?)session["state"] == "Stopped");
        // The password works: profile 1 is what the CSMS asks of this charger.
        await simulator.SendAsync("POST", "/chargers/B2/start");
        await simulator.UntilAsync("B2", found => (string?)found["registration"] == "Accepted");
    }

    [Fact]
    public async Task It_is_an_archive_of_two_whole_databases_without_a_secret_to_read()
    {
        await using var simulator = await Simulator.StartAsync(new SimulatorSettings { NoDemo = true });
        await FillAsync(simulator);
        var files = BackupFiles.Unpack(await simulator.BackupAsync());

        files.Keys.ShouldBe(["manifest.json", "simulator.db", "csms.db"]);
        var manifest = JsonNode.Parse(files["manifest.json"])!;
        ((int)manifest["format"]!).ShouldBe(1);
        ((string?)manifest["version"]).ShouldNotBeNullOrEmpty();
        DateTimeOffset.Parse((string)manifest["createdAt"]!).Year.ShouldBeGreaterThan(2025);
        manifest["databases"]!
            .AsArray()
            .ShouldAllBe(database => ((string)database!["migrations"]![0]!).EndsWith("_Initial"));
        foreach (var database in files.Where(file => file.Key.EndsWith(".db")))
        {
            var text = Encoding.Latin1.GetString(database.Value);
            text.ShouldStartWith("SQLite format 3");
            text.ShouldNotContain(Key, Case.Insensitive);
        }

        await BackupFiles.NothingLeftInAsync(simulator.DataDir);
    }

    [Fact]
    public async Task On_another_machine_all_is_there_but_the_secrets_and_it_says_how_many()
    {
        byte[] backup;
        await using (var simulator = await Simulator.StartAsync(new SimulatorSettings { NoDemo = true }))
        {
            await FillAsync(simulator);
            backup = await simulator.BackupAsync();
        }

        await using var other = await Simulator.StartAsync(new SimulatorSettings { NoDemo = true });
        await other.OnlineAsync("GONE");
        var answer = await other.RestoreAsync(backup);

        answer.Status.ShouldBe(200, answer.Text);
        ((int)answer.Json["unreadableSecrets"]!).ShouldBeGreaterThan(0);
        (await other.SendAsync("GET", "/chargers/GONE")).Status.ShouldBe(404);
        await other.UntilAsync("B1", charger => (string?)charger["registration"] == "Accepted");
        (await other.SendAsync("PATCH", "/chargers/B2", $$"""{"password":"{{Key}}"}""")).Status.ShouldBe(200);
    }

    [Fact]
    public async Task A_dry_run_says_what_there_would_be_and_changes_nothing()
    {
        await using var simulator = await Simulator.StartAsync(new SimulatorSettings { NoDemo = true });
        await FillAsync(simulator);
        var backup = await simulator.BackupAsync();
        await ChangeEverythingAsync(simulator);
        await simulator.SendAsync("POST", "/chargers/B1/evses/1/start-transaction", """{"idTag":"T"}""");
        await simulator.UntilAsync("B1", charger => TransactionId(charger) is not null);
        var before = await LookAsync(simulator);

        var answer = await simulator.RestoreAsync(backup, "?dryRun=true");

        answer.Status.ShouldBe(200, answer.Text);
        var report = answer.Json;
        ((int)report["locations"]!, (int)report["chargers"]!, (int)report["vehicles"]!).ShouldBe((2, 3, 1));
        ((bool)report["csms"]!, (int)report["unreadableSecrets"]!).ShouldBe((true, 0));
        (await LookAsync(simulator)).ShouldBe(before);
        TransactionId(await simulator.ChargerAsync("B1")).ShouldNotBeNull();
        await BackupFiles.NothingLeftInAsync(simulator.DataDir);
        (await simulator.RestoreAsync([1, 2, 3], "?dryRun=true")).ShouldBeInvalid("backup");
        // What it has left behind is in nobody's way.
        (await simulator.RestoreAsync(backup)).Status.ShouldBe(200);
    }

    [Fact]
    public async Task A_backup_of_the_first_version_is_brought_up_to_date()
    {
        var directory = Scratch.Directory();
        EarlierVersion.WriteSimulator(directory);
        EarlierVersion.WriteCsms(directory);
        var backup = BackupFiles.Pack(
            ("manifest.json", BackupFiles.Manifest(1, "simulator.db", "csms.db")),
            ("simulator.db", await File.ReadAllBytesAsync(Path.Combine(directory, "simulator.db"))),
            ("csms.db", await File.ReadAllBytesAsync(Path.Combine(directory, "csms.db")))
        );
        await using var simulator = await Simulator.StartAsync(new SimulatorSettings { NoDemo = true });

        var answer = await simulator.RestoreAsync(backup);

        answer.Status.ShouldBe(200, answer.Text);
        using var api = new ProcessApi(simulator.Http.BaseAddress!.ToString());
        await VersionTests.ShouldBeThereAsync(api);
    }

    [Fact]
    public async Task Without_an_embedded_CSMS_its_part_is_neither_made_nor_needed()
    {
        await using var with = await Simulator.StartAsync(new SimulatorSettings { NoDemo = true });
        await with.CreateAsync("W1");
        var full = await with.BackupAsync();
        await using var without = await Simulator.StartAsync(new SimulatorSettings { NoDemo = true, NoCsms = true });
        await without.CreateAsync("W2");
        var half = await without.BackupAsync();
        BackupFiles.Unpack(half).Keys.ShouldBe(["manifest.json", "simulator.db"]);

        ((bool)(await without.RestoreAsync(full)).Json["csms"]!).ShouldBeFalse();
        (await without.ChargerAsync("W1"))["id"]!.GetValue<string>().ShouldBe("W1");
        await with.SendAsync("POST", "/csms/id-tags", """{"idTag":"KEPT","status":"Blocked"}""");
        ((bool)(await with.RestoreAsync(half)).Json["csms"]!).ShouldBeFalse();
        (await with.ChargerAsync("W2"))["id"]!.GetValue<string>().ShouldBe("W2");
        (await with.SendAsync("GET", "/csms/id-tags")).Json.AsArray().ShouldHaveSingleItem();
    }

    [Fact]
    public async Task It_is_on_the_disk_and_can_be_restored_again_and_again()
    {
        var settings = new SimulatorSettings { NoDemo = true, DataDir = Scratch.Directory() };
        byte[] backup;
        await using (var simulator = await Simulator.StartAsync(settings))
        {
            await simulator.OnlineAsync("R1");
            backup = await simulator.BackupAsync();
            for (var i = 0; i < 3; i++)
            {
                await simulator.CreateAsync($"R{i + 2}");
                (await simulator.RestoreAsync(backup)).Status.ShouldBe(200);
                await simulator.UntilAsync("R1", charger => (string?)charger["registration"] == "Accepted");
            }
        }

        await using var again = await Simulator.StartAsync(settings);
        var ids = (await again.SendAsync("GET", "/chargers")).Json.AsArray().Select(charger => (string?)charger!["id"]);
        ids.ShouldBe(["R1"]);
    }

    /// <summary>Two locations; a charger with a transaction, one with a password, one elsewhere; a vehicle; what the CSMS was told.</summary>
    private static async Task FillAsync(Simulator simulator)
    {
        await simulator.SendAsync("POST", "/locations", """{"name":"Second","timeZone":"Europe/Berlin"}""");
        await simulator.OnlineAsync("B1", """ "meterIntervalSeconds":1 """);
        await simulator.CreateAsync("B2", $$""" "securityProfile":1,"password":"{{Key}}" """);
        await simulator.CreateAsync("B3", """ "locationId":"second","vendor":"Elsewhere" """);
        await simulator.SendAsync("POST", "/chargers/B1/config", """{"key":"BlinkRepeat","value":"9"}""");
        await simulator.SendAsync("POST", "/vehicles", """{"id":"CAR","idTag":"T"}""");
        await simulator.SendAsync("POST", "/csms/id-tags", """{"idTag":"BAD","status":"Blocked"}""");
        await simulator.SendAsync(
            "PUT",
            "/csms/chargers/B2/security",
            $$"""{"securityProfile":1,"password":"{{Key}}"}"""
        );
        await simulator.SendAsync("POST", "/chargers/B1/evses/1/start-transaction", """{"idTag":"T"}""");
        await simulator.UntilAsync("B1", charger => TransactionId(charger) is not null && Energy(charger) > 0);
    }

    private static async Task ChangeEverythingAsync(Simulator simulator)
    {
        await simulator.SendAsync("DELETE", "/chargers/B2");
        await simulator.SendAsync("DELETE", "/locations/second");
        await simulator.SendAsync("DELETE", "/vehicles/CAR");
        await simulator.OnlineAsync("NEW");
        await simulator.SendAsync("POST", "/chargers/B1/config", """{"key":"BlinkRepeat","value":"1"}""");
        await simulator.SendAsync("POST", "/csms/id-tags", """{"idTag":"BAD","status":"Accepted"}""");
        await simulator.SendAsync("POST", "/csms/id-tags", """{"idTag":"LATER","status":"Blocked"}""");
        await simulator.SendAsync("DELETE", "/csms/chargers/B2/security");
        await simulator.SendAsync("POST", "/chargers/B1/evses/1/stop-transaction");
        await SessionAsync(simulator, session => (string?)session["state"] == "Stopped");
    }

    /// <summary>What does not change by itself.</summary>
    private static async Task<string> LookAsync(Simulator simulator)
    {
        var look = new StringBuilder();
        foreach (
            var path in (string[])
                [
                    "/export/chargers",
                    "/export/chargers?locationId=second",
                    "/export/vehicles",
                    "/csms/id-tags",
                    "/csms/chargers/B2/security",
                ]
        )
        {
            look.AppendLine(path).AppendLine((await simulator.SendAsync("GET", path)).Text);
        }

        var locations = (await simulator.SendAsync("GET", "/locations")).Json.AsArray();
        look.AppendJoin(", ", locations.Select(location => $"{location!["name"]} {location["state"]}"));
        return look.ToString();
    }

    private static Task<JsonNode> SessionAsync(Simulator simulator, Func<JsonNode, bool> wanted) =>
        Await.ForAsync(
            async () => (await simulator.SendAsync("GET", "/csms/sessions?chargerId=B1")).Json.AsArray().Single()!,
            wanted
        );

    private static int? TransactionId(JsonNode charger) => (int?)charger["evses"]![0]!["transaction"]?["id"];

    private static double Energy(JsonNode charger) => (double)charger["evses"]![0]!["energyWh"]!;
}
