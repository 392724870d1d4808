using System.Text;
using ChargePoints;
using Microsoft.Data.Sqlite;
using Server.Backup;
using Xunit.Abstractions;

namespace Server.Tests.Kill;

/// <summary>
/// kill -9 at random instants while an import or a bulk creation is written: what the next start finds has all of it, or nothing of
/// it, and all that was acknowledged before. Most instants are looked at without the kill, as in <see cref="RandomKillTests"/>.
/// </summary>
public sealed class ImportKillTests(ITestOutputHelper output)
{
    private const ulong Seed = 1848;
    private const int MostLooks = 16;

    // Between two looks: spins of a shell while a transaction is open, looks at the locks when none is.
    private const int MostWithin = 2_000;
    private const int MostBetween = 200;

    private const int Chargers = 2_000;
    private const string Long = "abcdefghijklmnopqrstuvwxyz0123456789abcd";

    private static readonly Writing[] Writings =
    [
        new(
            "a file of new chargers",
            "/import/chargers",
            File("Made", evses: 2),
            before => before.With("Made/2", Chargers)
        ),
        new(
            "a file that changes them",
            "/import/chargers?mode=upsert",
            File("Changed", evses: 1),
            before => before.With("Made/2", 0).With("Changed/1", Chargers)
        ),
        new(
            "a bulk creation",
            "/chargers/bulk",
            $$"""{"model":"tidewater-solo-7","count":{{Chargers}},"idPattern":"B-{1}","overrides":{"vendor":"Bulk"} }""",
            before => before.With("Bulk/1", Chargers)
        ),
    ];

    private readonly string _directory = Scratch.Directory();
    private int _within;

    [Fact]
    public async Task All_of_it_is_there_or_nothing_and_all_that_was_acknowledged_before()
    {
        var left = new Contents("");
        for (var life = 0; life <= Writings.Length; life++)
        {
            using var process = ServerProcess.Start([
                "--urls",
                "http://127.0.0.1:0",
                "--data-dir",
                _directory,
                "--no-demo",
                "--no-csms",
            ]);
            using var http = new HttpClient { BaseAddress = new Uri(await process.UrlAsync()) };
            using var api = new ProcessApi(http.BaseAddress.ToString());
            // What was left is what the next life shows.
            var location = (await api.GetAsync("/locations")).AsArray().ShouldHaveSingleItem()!;
            ((int)location["chargerCount"]!).ShouldBe(left.Chargers, $"life {life}");
            if (life == Writings.Length)
            {
                (await process.TerminateAsync()).ShouldBe(0);
                output.WriteLine($"{_within} looks were within a transaction");
                return;
            }

            await api.PostAsync("/chargers", $$"""{"id":"KEPT{{life}}","vendor":"Kept","evses":[{"id":1}]}""");
            left = await KillAsync(process, http, Writings[life], left.With("Kept/1", life + 1));
        }
    }

    /// <summary>Looks while it is written, and kills the process in the middle.</summary>
    private async Task<Contents> KillAsync(ServerProcess process, HttpClient http, Writing writing, Contents before)
    {
        var random = RandomStream.For(Seed, writing.Name, "kill");
        var (taken, looks) = (new List<string>(), 1 + random.NextInt32(MostLooks));
        var answered = SendAsync(http, writing);
        RunUntilItWrites(process, answered, int.MaxValue);
        await process.FreezeAsync();
        while (true)
        {
            _within += process.WritesDatabase() ? 1 : 0;
            taken.Add(Scratch.Directory());
            DataCopy.Make(_directory, taken[^1]);
            if (taken.Count == looks || answered.IsCompleted)
            {
                break;
            }

            if (process.WritesDatabase())
            {
                await process.StepAsync(random.NextInt32(MostWithin));
            }
            else
            {
                await process.ThawAsync();
                RunUntilItWrites(process, answered, random.NextInt32(MostBetween));
                await process.FreezeAsync();
            }
        }

        await process.KillAsync();
        var acknowledged = await answered;
        var after = writing.Changed(before);
        var found = new List<Contents>();
        foreach (var look in taken.Append(_directory))
        {
            found.Add(Read(look));
            found[^1]
                .ShouldBeOneOf([before, after], $"seed {Seed}, {writing.Name}, look {found.Count} of {taken.Count}");
        }

        // It does not come and go.
        found.ShouldBe(found.OrderBy(one => one == after), ignoreOrder: false, writing.Name);
        output.WriteLine(
            $"{writing.Name}: {taken.Count} looks, {found.Count(one => one == after)} of them after it, {(acknowledged ? "answered" : "not answered")}"
        );
        (!acknowledged || found[^1] == after).ShouldBeTrue(writing.Name);
        return found[^1];
    }

    /// <summary>True when it was acknowledged.</summary>
    private static async Task<bool> SendAsync(HttpClient http, Writing writing)
    {
        using var content = new StringContent(writing.Body, Encoding.UTF8, "application/json");
        try
        {
            using var answer = await http.PostAsync(writing.Path, content);
            var text = await answer.Content.ReadAsStringAsync();
            answer.IsSuccessStatusCode.ShouldBeTrue(text[..Math.Min(text.Length, 1000)]);
            return true;
        }
        catch (Exception gone) when (gone is HttpRequestException or IOException)
        {
            return false;
        }
    }

    private static string File(string vendor, int evses)
    {
        var each = string.Join(
            ',',
            Enumerable.Range(1, evses).Select(evse => $$"""{"id":{{evse}},"connectorType":"{{Long}}"}""")
        );
        var rows = Enumerable
            .Range(1, Chargers)
            .Select(row =>
                $$"""{"id":"I-{{row}}","vendor":"{{vendor}}","firmwareVersion":"{{Long}}","evses":[{{each}}]}"""
            );
        return $"[{string.Join(',', rows)}]";
    }

    // Nothing else tells when the transaction begins, which takes a few milliseconds of the seconds that an import takes.
    private static void RunUntilItWrites(ServerProcess process, Task answered, int looks)
    {
        for (var look = 0; look < looks && !answered.IsCompleted && !process.WritesDatabase(); look++)
        {
            Thread.Yield();
        }
    }

    /// <summary>What a kill has left, read before anybody mends anything.</summary>
    private static Contents Read(string directory)
    {
        var file = Path.Combine(directory, "simulator.db");
        SqliteFiles.Problem(file).ShouldBeNull();
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = """
            SELECT kind, COUNT(*) FROM (
                SELECT vendor || '/' || (SELECT COUNT(*) FROM evses WHERE charger_id = chargers.id) AS kind FROM chargers)
            GROUP BY kind
            """;
        using var reader = command.ExecuteReader();
        var found = new Contents("");
        while (reader.Read())
        {
            found = found.With(reader.GetString(0), reader.GetInt32(1));
        }

        return found;
    }

    /// <summary>What is written at once.</summary>
    private sealed record Writing(string Name, string Path, string Body, Func<Contents, Contents> Changed);

    /// <summary>How many chargers there are of each vendor and number of EVSEs.</summary>
    private sealed record Contents(string Text)
    {
        public int Chargers => Text.Split(' ').Where((_, i) => i % 2 == 1).Sum(int.Parse);

        public Contents With(string kind, int count)
        {
            var pairs = Text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Chunk(2).Where(pair => pair[0] != kind);
            string[][] added =
                count > 0
                    ?
                    [
                        [kind, $"{count}"],
                    ]
                    : [];
            return new(
                string.Join(
                    ' ',
                    pairs.Concat(added).OrderBy(pair => pair[0], StringComparer.Ordinal).SelectMany(pair => pair)
                )
            );
        }
    }
}
