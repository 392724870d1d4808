using System.Text;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Server.Hosting;
using Server.Roster;

namespace Server.Tests;

/// <summary>Passwords and private keys at rest.</summary>
public sealed class SecretsTests
{
    private const string Key = "0123456789abcdef0123456789abcdef";
    private const string Other = "fedcba9876543210fedcba9876543210";

    [Fact]
    public async Task A_password_is_in_no_file_and_is_there_again_after_a_restart()
    {
        var dataDir = Scratch.Directory();
        await using (
            var simulator = await Simulator.StartAsync(new SimulatorSettings { NoDemo = true, DataDir = dataDir })
        )
        {
            await simulator.CreateAsync("CP1", $"\"password\":\"{Key}\",\"securityProfile\":1");
            (await simulator.SendAsync("GET", "/chargers/CP1")).Text.ShouldNotContain(Key);
            await simulator.CreateAsync("CP2");
            await SetAsync(simulator, "CP2", "AuthorizationKey", Other);
            (await simulator.SendAsync("GET", "/chargers/CP2/config")).Text.ShouldNotContain(Other);
            (await simulator.SendAsync("GET", "/chargers/CP2/logs")).Text.ShouldNotContain(Other);
        }

        Holds(dataDir, Key).ShouldBeFalse();
        Holds(dataDir, Other).ShouldBeFalse();
        if (!OperatingSystem.IsWindows())
        {
            var keys = Directory.GetFiles(Path.Combine(dataDir, "keys"));
            keys.ShouldNotBeEmpty();
            foreach (var file in keys)
            {
                File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
            }
        }

        await using var again = await Simulator.StartAsync(new SimulatorSettings { NoDemo = true, DataDir = dataDir });
        Password(again, "CP1").ShouldBe(Key);
        Password(again, "CP2").ShouldBe(Other);
        // A change of something else keeps it; null takes it away.
        (await again.SendAsync("PATCH", "/chargers/CP1", """{"model":"New"}""")).Status.ShouldBe(200);
        (await again.SendAsync("PATCH", "/chargers/CP2", """{"model":"New"}""")).Status.ShouldBe(200);
        Password(again, "CP1").ShouldBe(Key);
        Password(again, "CP2").ShouldBe(Other);
        (await again.SendAsync("PATCH", "/chargers/CP2", """{"password":null}""")).Status.ShouldBe(200);
        Password(again, "CP2").ShouldBeNull();
        (await again.SendAsync("PATCH", "/chargers/CP2", $$"""{"password":"{{Key}}"}""")).Status.ShouldBe(200);
        Password(again, "CP2").ShouldBe(Key);
    }

    [Fact]
    public async Task What_an_earlier_version_has_left_in_the_open_is_protected_at_the_start()
    {
        var dataDir = Scratch.Directory();
        await using (
            var simulator = await Simulator.StartAsync(new SimulatorSettings { NoDemo = true, DataDir = dataDir })
        )
        {
            await simulator.CreateAsync("CP1");
            await simulator.CreateAsync("CP2");
        }

        Execute(
            dataDir,
            $$"""
            UPDATE chargers SET configuration = '{"AuthorizationKey":"{{Key}}"}' WHERE id = 'CP1';
            INSERT INTO charger_parts (charger_id, part, value)
            VALUES ('CP2', 2, CAST('{"AuthorizationKey":"{{Other}}","HeartbeatInterval":"77"}' AS BLOB));
            """
        );
        Holds(dataDir, Key).ShouldBeTrue();
        await using (
            var simulator = await Simulator.StartAsync(new SimulatorSettings { NoDemo = true, DataDir = dataDir })
        )
        {
            Password(simulator, "CP1").ShouldBe(Key);
            Password(simulator, "CP2").ShouldBe(Other);
            (await simulator.SendAsync("GET", "/chargers/CP2/config")).Text.ShouldContain("\"77\"");
        }

        Holds(dataDir, Key).ShouldBeFalse();
        Holds(dataDir, Other).ShouldBeFalse();
    }

    [Fact]
    public async Task Without_its_keys_the_simulator_starts_and_the_passwords_are_gone()
    {
        var dataDir = Scratch.Directory();
        await using (
            var simulator = await Simulator.StartAsync(new SimulatorSettings { NoDemo = true, DataDir = dataDir })
        )
        {
            await simulator.CreateAsync("CP1", $"\"password\":\"{Key}\"");
            await SetAsync(simulator, "CP1", "AuthorizationKey", Other);
        }

        Directory.Delete(Path.Combine(dataDir, "keys"), recursive: true);
        await using var again = await Simulator.StartAsync(new SimulatorSettings { NoDemo = true, DataDir = dataDir });
        Password(again, "CP1").ShouldBeNull();
        await SetAsync(again, "CP1", "AuthorizationKey", Key);
        Password(again, "CP1").ShouldBe(Key);
    }

    /// <summary>True when a file of the data directory holds that text, in either spelling of hexadecimal digits.</summary>
    internal static bool Holds(string dataDir, string secret) =>
        Directory
            .EnumerateFiles(dataDir, "*", SearchOption.AllDirectories)
            .Where(file => !file.EndsWith(".lock", StringComparison.Ordinal))
            .Any(file => Encoding.Latin1.GetString(File.ReadAllBytes(file)).Contains(secret, StringComparison.Ordinal));

    private static async Task SetAsync(Simulator simulator, string id, string key, string value) =>
        (
            await simulator.SendAsync("POST", $"/chargers/{id}/config", $$"""{"key":"{{key}}","value":"{{value}}"}""")
        ).Status.ShouldBe(200);

    private static string? Password(Simulator simulator, string id)
    {
        simulator.App.Services.GetRequiredService<ChargerRoster>().TryGet(id, out var charger).ShouldBeTrue();
        return charger!.Unit.Configuration.AuthorizationKey;
    }

    private static void Execute(string dataDir, string sql)
    {
        using var connection = new SqliteConnection(
            $"Data Source={Path.Combine(dataDir, "simulator.db")};Pooling=False"
        );
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
