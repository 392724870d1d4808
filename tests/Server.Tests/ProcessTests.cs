using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;

namespace Server.Tests;

/// <summary>The program as a process: how it starts, ends, and comes back.</summary>
public sealed class ProcessTests
{
    [Theory]
    [InlineData("--no-such-option")]
    [InlineData("--urls", "nonsense")]
    [InlineData("--urls", "ftp://127.0.0.1:1")]
    [InlineData("--data-dir", "/proc/nowhere")]
    public async Task A_bad_option_is_one_clear_line_and_exit_code_2(params string[] options)
    {
        using var process = ServerProcess.Start(options);

        (await process.ExitAsync()).ShouldBe(2);
        OneLine(process).ShouldContain(options[^1]);
    }

    [Theory]
    [InlineData("Simulator__NoDemo", "maybe", "maybe")]
    [InlineData("Simulator__DataDri", "x", "DataDri")]
    [InlineData("Simulator__Csms__Identity", "CP1", "Simulator:Csms:Identity")]
    [InlineData("Simulator__Csms__Identities", "CP1", "Simulator__Csms__Identities__0")]
    [InlineData("Simulator__Csms__Identities__0", "a:b", "no colon")]
    [InlineData("Simulator__Csms__Passwords__CP1", "", "Simulator:Csms:Passwords:CP1 is empty")]
    [InlineData("Simulator__Csms__AcceptUnknownTags", "perhaps", "true or false")]
    [InlineData("Simulator__Csms__HeartbeatIntervalSeconds", "0", "from 1 to 86400")]
    [InlineData("Simulator__Csms__SignCertificates", "perhaps", "true or false")]
    [InlineData("Simulator__Csms__Tls__Url", "https://127.0.0.1:0", "Simulator:Csms:Tls:Url")]
    [InlineData("Simulator__Csms__Tls__Urls", "http://127.0.0.1:8443", "must be https://HOST:PORT")]
    [InlineData("Simulator__Csms__Tls__Urls", "wss://", "must be https://HOST:PORT")]
    [InlineData("Simulator__Csms__Tls__Names__0", "no name", "names of hosts")]
    public async Task A_bad_setting_of_the_environment_as_well(string name, string value, string mentioned)
    {
        using var process = ServerProcess.Start([], (name, value));

        (await process.ExitAsync()).ShouldBe(2);
        OneLine(process).ShouldContain(mentioned);
    }

    [Fact]
    public async Task Whom_the_embedded_CSMS_admits_is_a_setting()
    {
        using var process = ServerProcess.Start(
            ["--urls", "http://127.0.0.1:0", "--data-dir", Scratch.Directory(), "--no-demo"],
            ("Simulator__Csms__Identities__0", "K0"),
            ("Simulator__Csms__Identities__1", "K1"),
            ("Simulator__Csms__Passwords__K1", "0123456789abcdef0123456789abcdef"),
            ("Simulator__Csms__AcceptUnknownTags", "false")
        );
        using var http = new HttpClient { BaseAddress = new Uri(await process.UrlAsync()) };
        foreach (
            var (id, more) in new[]
            {
                ("K0", ""),
                ("K1", ""","securityProfile":1,"password":"0123456789abcdef0123456789abcdef" """),
                ("K2", ""),
            }
        )
        {
            await PostAsync(http, "/chargers", $$"""{"id":"{{id}}","evses":[{"id":1}]{{more}}}""");
            await PostAsync(http, $"/chargers/{id}/start");
        }

        await UntilAsync(http, "K0", charger => (string?)charger["registration"] == "Accepted");
        await UntilAsync(http, "K1", charger => (string?)charger["registration"] == "Accepted");
        await UntilAsync(http, "K2", charger => ((string?)charger["connectionDetail"])?.Contains("404") == true);
        // Nobody has set the tag.
        await PostAsync(http, "/chargers/K0/evses/1/start-transaction", """{"idTag":"T"}""");
        await UntilAsync(
            http,
            "K0",
            charger => (string?)charger["evses"]![0]!["status"] == "Preparing" && (int)charger["queuedMessages"]! == 0
        );
        JsonNode.Parse(await http.GetStringAsync("/csms/sessions"))!.AsArray().ShouldBeEmpty();
        (await process.TerminateAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task A_port_that_is_taken()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var url = $"http://{listener.LocalEndpoint}";
        var directory = Scratch.Directory();
        using var process = ServerProcess.Start(["--urls", url, "--data-dir", directory]);

        (await process.ExitAsync()).ShouldBe(2);
        OneLine(process).ShouldContain(url);
        Directory.Exists(directory).ShouldBeFalse();
    }

    [Theory]
    [InlineData("http://198.51.100.1:18209", "x", "http://198.51.100.1:18209")]
    [InlineData("http://127.0.0.1:0", "", "has no name")]
    public async Task A_place_that_cannot_be_had(string url, string directory, string mentioned)
    {
        using var process = ServerProcess.Start(["--urls", url, "--data-dir", directory]);

        (await process.ExitAsync()).ShouldBe(2);
        OneLine(process).ShouldContain(mentioned);
    }

    [Fact]
    public async Task A_database_of_a_later_version()
    {
        var directory = Directory.CreateDirectory(Scratch.Directory()).FullName;
        using (
            var connection = new SqliteConnection(
                $"Data Source={Path.Combine(directory, "simulator.db")};Pooling=False"
            )
        )
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText =
                "CREATE TABLE __EFMigrationsHistory (MigrationId TEXT PRIMARY KEY, ProductVersion TEXT); "
                + "INSERT INTO __EFMigrationsHistory VALUES ('29990101000000_Future', '99');";
            command.ExecuteNonQuery();
        }

        using var process = ServerProcess.Start(["--urls", "http://127.0.0.1:0", "--data-dir", directory]);

        (await process.ExitAsync()).ShouldBe(2);
        OneLine(process).ShouldContain("later version");
    }

    [Fact]
    public async Task A_data_directory_in_use_and_an_orderly_end_that_keeps_the_wish()
    {
        var directory = Scratch.Directory();
        string[] options = ["--urls", "http://127.0.0.1:0", "--data-dir", directory, "--no-demo"];
        using (var first = ServerProcess.Start(options))
        {
            using var http = new HttpClient { BaseAddress = new Uri(await first.UrlAsync()) };
            using var second = ServerProcess.Start(options);
            (await second.ExitAsync()).ShouldBe(2);
            OneLine(second).ShouldContain("in use");

            const string definition =
                """{"id":"K0","meterIntervalSeconds":2,"configuration":{"ConnectionTimeOut":"33"},"evses":[{"id":1}]}""";
            await PostAsync(http, "/chargers", definition);
            await PostAsync(http, "/chargers/K0/start");
            await UntilAsync(http, "K0", charger => (string?)charger["registration"] == "Accepted");
            await PostAsync(http, "/chargers/K0/evses/1/start-transaction", """{"idTag":"T"}""");
            await UntilAsync(http, "K0", charger => (int?)charger["evses"]![0]!["transaction"]?["id"] > 0);
            (await first.TerminateAsync()).ShouldBe(0);
            first.Errors.ShouldBeEmpty();
        }

        using var again = ServerProcess.Start(options);
        using var client = new HttpClient { BaseAddress = new Uri(await again.UrlAsync()) };
        var charger = await UntilAsync(client, "K0", found => (string?)found["registration"] == "Accepted");
        ((bool)charger["running"]!).ShouldBeTrue();
        // The configuration that it was created with, of which nobody has changed a key.
        var keys = JsonNode.Parse(await client.GetStringAsync("/chargers/K0/config"))!.AsArray();
        ValueOf(keys, "ConnectionTimeOut").ShouldBe("33");
        ValueOf(keys, "MeterValueSampleInterval").ShouldBe("2");
        // Its transaction was stopped and reported before the end.
        var sessions = JsonNode.Parse(await client.GetStringAsync("/csms/sessions?chargerId=K0"))!.AsArray();
        sessions.Count.ShouldBe(1);
        ((string?)sessions[0]!["state"])!.ToLowerInvariant().ShouldBe("stopped");
        (await again.TerminateAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task A_killed_process_loses_no_message_no_configuration_and_no_energy()
    {
        var directory = Scratch.Directory();
        string[] options = ["--urls", "http://127.0.0.1:0", "--data-dir", directory, "--no-demo"];
        long reported;
        int queued;
        using (var first = ServerProcess.Start(options))
        {
            using var http = new HttpClient { BaseAddress = new Uri(await first.UrlAsync()) };
            await PostAsync(http, "/chargers", """{"id":"K1","meterIntervalSeconds":1,"evses":[{"id":1}]}""");
            await PostAsync(http, "/chargers/K1/start");
            await UntilAsync(http, "K1", charger => (string?)charger["registration"] == "Accepted");
            await PostAsync(http, "/chargers/K1/config", """{"key":"BlinkRepeat","value":"9"}""");
            await PostAsync(http, "/chargers/K1/evses/1/start-transaction", """{"idTag":"T"}""");
            await UntilAsync(http, "K1", charger => (int?)charger["evses"]![0]!["transaction"]?["energyWh"] > 3);
            // Offline: what is metered from now on waits in the queue.
            await PostAsync(http, "/chargers/K1/chaos", """{"kind":"disconnect","durationSeconds":0}""");
            var last = await UntilAsync(http, "K1", charger => (int)charger["queuedMessages"]! >= 3);
            queued = (int)last["queuedMessages"]!;
            await Await.ForAsync(() => Task.FromResult(RowsOf(directory, "K1")), rows => rows >= queued);
            reported = (long)last["evses"]![0]!["energyWh"]!;
            await first.KillAsync();
        }

        // What was on disk, as all of it is within the time of a commit, is there after the kill.
        RowsOf(directory, "K1").ShouldBeGreaterThanOrEqualTo(queued);
        using var again = ServerProcess.Start(options);
        using var client = new HttpClient { BaseAddress = new Uri(await again.UrlAsync()) };
        var charger = await UntilAsync(
            client,
            "K1",
            found => (string?)found["registration"] == "Accepted" && (int)found["queuedMessages"]! == 0
        );
        ((long)charger["evses"]![0]!["energyWh"]!).ShouldBeGreaterThanOrEqualTo(reported);
        var keys = JsonNode.Parse(await client.GetStringAsync("/chargers/K1/config"))!.AsArray();
        keys.ShouldContain(key => (string?)key!["key"] == "BlinkRepeat" && (string?)key["value"] == "9");
        // The CSMS has seen one transaction, and no second one for the same.
        JsonNode.Parse(await client.GetStringAsync("/csms/sessions?chargerId=K1"))!.AsArray().Count.ShouldBe(1);
        (await again.TerminateAsync()).ShouldBe(0);
    }

    private static string? ValueOf(JsonArray keys, string key) =>
        (string?)keys.Single(entry => (string?)entry!["key"] == key)!["value"];

    private static long RowsOf(string directory, string chargerId)
    {
        using var connection = new SqliteConnection(
            $"Data Source={Path.Combine(directory, "simulator.db")};Pooling=False"
        );
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT count(*) FROM queued_messages WHERE charger_id = $id";
        command.Parameters.AddWithValue("$id", chargerId);
        return (long)command.ExecuteScalar()!;
    }

    private static string OneLine(ServerProcess process)
    {
        var lines = process.Errors.TrimEnd().Split('\n');
        lines.Length.ShouldBe(1, process.Errors);
        return lines[0];
    }

    private static async Task PostAsync(HttpClient http, string path, string json = "{}")
    {
        using var content = new StringContent(json, System.Text.Encoding.UTF8, "application/json");
        using var answer = await http.PostAsync(path, content);
        answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync());
    }

    private static Task<JsonNode> UntilAsync(HttpClient http, string id, Func<JsonNode, bool> wanted) =>
        Await.ForAsync(async () => JsonNode.Parse(await http.GetStringAsync($"/chargers/{id}"))!, wanted);
}
