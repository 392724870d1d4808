using Microsoft.Data.Sqlite;
using Server.Hosting;

namespace Server.Tests.Import;

/// <summary>A commit that fails leaves everything as it was.</summary>
public sealed class ImportFailureTests
{
    private const string Upsert = "/import/chargers?mode=upsert";

    [Fact]
    public async Task A_locked_database_is_a_503_and_running_chargers_run_on_as_they_were()
    {
        var settings = new SimulatorSettings { NoDemo = true, DataDir = Scratch.Directory() };
        await using var simulator = await Simulator.StartAsync(settings);
        await simulator.OnlineAsync("R1");
        var file = """[{"id":"R1","vendor":"New"},{"id":"N1","evses":[{"id":1}]}]""";
        Answer refused;
        await using (
            var other = new SqliteConnection(
                $"Data Source={Path.Combine(settings.DataDir, "simulator.db")};Pooling=False"
            )
        )
        {
            await other.OpenAsync();
            await using var transaction = other.BeginTransaction();
            refused = await simulator.SendFileAsync(Upsert, file);
            await transaction.RollbackAsync();
        }

        refused.ShouldBeProblem(503, "Nothing was changed");
        (await simulator.SendAsync("GET", "/chargers/N1")).Status.ShouldBe(404);
        var kept = await simulator.UntilAsync("R1", charger => (string?)charger["registration"] == "Accepted");
        ((string?)kept["vendor"]).ShouldBe("Simulated");

        (await Await.ForAsync(() => simulator.SendFileAsync(Upsert, file), answer => answer.Status == 200))
            .Counts()
            .ShouldBe((1, 1, 0));
        await simulator.UntilAsync(
            "R1",
            charger => (string?)charger["vendor"] == "New" && (string?)charger["registration"] == "Accepted"
        );
    }

    [Fact]
    public async Task A_row_that_the_database_refuses_takes_all_others_back()
    {
        var settings = new SimulatorSettings { NoDemo = true, DataDir = Scratch.Directory() };
        await using (var simulator = await Simulator.StartAsync(settings))
        {
            await simulator.CreateAsync("OLD");
            await using (
                var other = new SqliteConnection(
                    $"Data Source={Path.Combine(settings.DataDir, "simulator.db")};Pooling=False"
                )
            )
            {
                await other.OpenAsync();
                await using var trigger = other.CreateCommand();
                trigger.CommandText = """
                    CREATE TRIGGER refuse BEFORE INSERT ON evses WHEN NEW.charger_id = 'N700'
                    BEGIN SELECT RAISE(ABORT, 'refused'); END;
                    """;
                await trigger.ExecuteNonQueryAsync();
            }

            var rows = string.Concat(Enumerable.Range(0, 1000).Select(i => $"N{i},,,,,,1,,,,,\n"));
            var answer = await simulator.SendFileAsync(Upsert, $"{Files.ChargerHeader}\nOLD,,New,,,,1,,,,,\n{rows}");

            answer.Status.ShouldBe(503);
            (await simulator.SendAsync("GET", "/chargers")).Json.AsArray().Count.ShouldBe(1);
            ((string?)(await simulator.ChargerAsync("OLD"))["vendor"]).ShouldBe("Simulated");
        }

        await using var again = await Simulator.StartAsync(settings);
        var left = (await again.SendAsync("GET", "/chargers")).Json.AsArray();
        left.Select(charger => ((string?)charger!["id"], (string?)charger["vendor"])).ShouldBe([("OLD", "Simulated")]);
    }

    [Fact]
    public async Task Imports_at_the_same_time_wait_for_each_other_and_one_of_two_alike_is_refused()
    {
        await using var simulator = await Simulator.StartAsync(new SimulatorSettings { NoDemo = true });
        var rows = string.Concat(Enumerable.Range(0, 300).Select(i => $"S{i},,,,,,1,,,,,\n"));
        var answers = await Task.WhenAll(
            Enumerable
                .Range(0, 4)
                .Select(_ => simulator.SendFileAsync("/import/chargers", $"{Files.ChargerHeader}\n{rows}"))
        );

        answers.Count(answer => answer.Status == 200).ShouldBe(1);
        answers.ShouldAllBe(answer => answer.Status == 200 || answer.Status == 409 || answer.Status == 422);
        (await simulator.SendAsync("GET", "/chargers?limit=1")).Headers["X-Total-Count"].ShouldBe("300");
    }
}
