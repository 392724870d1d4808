using System.Net.Http.Headers;
using ChargePoints;
using Server.Backup;
using Server.Hosting;
using Server.Tests.Backup;
using Xunit.Abstractions;

namespace Server.Tests.Kill;

/// <summary>
/// kill -9 at random instants of a restore: what the next start finds is all that was there before, or all of the backup. Most
/// instants are looked at without the kill, as in <see cref="RandomKillTests"/>.
/// </summary>
public sealed class RestoreKillTests(ITestOutputHelper output)
{
    private const ulong Seed = 1969;
    private const int Restores = 2;
    private const int MostLooks = 16;
    private const int MostCount = 3_000;

    // So that neither database is written in one piece.
    private const int Chargers = 100;

    private readonly string _directory = Scratch.Directory();
    private readonly Dictionary<string, byte[]> _backups = [];
    private int _cutShort;

    [Fact]
    public async Task All_is_as_before_or_all_is_as_in_the_backup()
    {
        var present = "second";
        for (var restore = 0; restore <= Restores; restore++)
        {
            using var process = ServerProcess.Start([
                "--urls",
                "http://127.0.0.1:0",
                "--data-dir",
                _directory,
                "--no-demo",
            ]);
            using var http = new HttpClient { BaseAddress = new Uri(await process.UrlAsync()) };
            using var api = new ProcessApi(http.BaseAddress.ToString());
            if (restore == 0)
            {
                await PrepareAsync(api, http);
            }
            else
            {
                present = await PresentAsync(api, present);
            }

            if (restore == Restores)
            {
                (await process.TerminateAsync()).ShouldBe(0);
                output.WriteLine($"{_cutShort} looks found a restore that had begun to replace the databases");
                return;
            }

            await RestoreAsync(
                process,
                http,
                present,
                RandomStream.For(Seed, $"{restore}", "kill"),
                $"restore {restore}"
            );
        }
    }

    /// <summary>Two sets of data, of each a backup. The second one is there afterwards.</summary>
    private async Task PrepareAsync(ProcessApi api, HttpClient http)
    {
        await api.OnlineAsync("RUNS");
        foreach (var name in (string[])["first", "second"])
        {
            await api.PostAsync(
                "/chargers/bulk",
                $$"""{"model":"tidewater-solo-7","count":{{Chargers}},"idPattern":"{{name}}-{001}"}"""
            );
            await api.PostAsync("/csms/id-tags", $$"""{"idTag":"{{name}}","status":"Blocked"}""");
            _backups[name] = await http.GetByteArrayAsync("/backup");
        }
    }

    /// <summary>Restores the other backup, looks while that goes on, and kills the process in the middle.</summary>
    private async Task RestoreAsync(
        ServerProcess process,
        HttpClient http,
        string present,
        RandomStream random,
        string name
    )
    {
        var target = Other(present);
        using var begun = new RestoreBegun(_directory);
        var restored = SendAsync(http, _backups[target]);
        await Task.WhenAny(begun.Task, restored);
        await process.FreezeAsync();
        var (taken, looks) = (new List<string>(), 1 + random.NextInt32(MostLooks));
        while (true)
        {
            taken.Add(Scratch.Directory());
            DataCopy.Make(_directory, taken[^1]);
            if (taken.Count == looks)
            {
                break;
            }

            await process.StepAsync(random.NextInt32(MostCount));
        }

        await process.KillAsync();
        var done = await restored;
        var found = new List<string>();
        foreach (var left in taken)
        {
            found.Add(await FoundAsync(left, $"seed {Seed}, {name}, look {found.Count + 1} of {taken.Count}"));
        }

        // It does not go back and forth.
        found.ShouldBe(found.OrderBy(one => one == target), ignoreOrder: false, name);
        output.WriteLine(
            $"{name}: {taken.Count} looks, {found.Count(one => one == target)} of them after it, {(done ? "answered" : "not answered")}"
        );
        if (done)
        {
            using var left = DataDirectory.Open(_directory);
            (await SideAsync(left, name)).ShouldBe(target, name);
        }
    }

    /// <summary>True when it was acknowledged.</summary>
    private static async Task<bool> SendAsync(HttpClient http, byte[] backup)
    {
        using var content = new ByteArrayContent(backup);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/zip");
        try
        {
            using var answer = await http.PostAsync("/restore", content);
            var text = await answer.Content.ReadAsStringAsync();
            ((int)answer.StatusCode).ShouldBe(200, text);
            return true;
        }
        catch (Exception gone) when (gone is HttpRequestException or IOException)
        {
            return false;
        }
    }

    /// <summary>Which data a killed process leaves to the next one, after that has mended what there is to mend.</summary>
    private async Task<string> FoundAsync(string left, string instant)
    {
        using var directory = DataDirectory.Open(left);
        _cutShort += Directory.Exists(Path.Combine(left, "restore.former")) ? 1 : 0;
        WorkDirectory.Recover(directory);
        BackupFiles.LeftIn(left).ShouldBeEmpty(instant);
        return await SideAsync(directory, instant);
    }

    private static async Task<string> SideAsync(DataDirectory directory, string instant)
    {
        var data = await KilledData.ReadAsync(directory.Path);
        return Side(
            data.Roster.Chargers.Select(charger => charger.Row.Id),
            data.Tags.Select(tag => tag.IdTag),
            instant
        );
    }

    private static async Task<string> PresentAsync(ProcessApi api, string before)
    {
        var chargers = (await api.GetAsync("/chargers")).AsArray().Select(charger => (string)charger!["id"]!);
        var tags = (await api.GetAsync("/csms/id-tags")).AsArray().Select(tag => (string)tag!["idTag"]!);
        await api.UntilAsync("/chargers/RUNS", found => (string?)found["registration"] == "Accepted");
        return Side(chargers, tags, $"after {before}");
    }

    /// <summary>Which of the two it is, in both databases and as a whole.</summary>
    private static string Side(IEnumerable<string> chargers, IEnumerable<string> tags, string instant)
    {
        var groups = chargers.Where(id => id != "RUNS").GroupBy(id => id.Split('-')[0]).ToList();
        groups.ShouldAllBe(group => group.Count() == Chargers, instant);
        var names = groups.Select(group => group.Key).Order().ToList();
        names.ShouldBe(
            tags.Order(),
            ignoreOrder: false,
            $"killed at {instant}: one database is the former, the other the backup's"
        );
        names[0].ShouldBe("first", instant);
        return names[^1];
    }

    private static string Other(string name) => name == "first" ? "second" : "first";

    /// <summary>Complete when a restore is about to replace the first database.</summary>
    private sealed class RestoreBegun : IDisposable
    {
        private readonly FileSystemWatcher _watcher;
        private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public RestoreBegun(string directory)
        {
            _watcher = new FileSystemWatcher(directory, "restore.former");
            _watcher.Created += (_, _) => _begun.TrySetResult();
            _watcher.Renamed += (_, _) => _begun.TrySetResult();
            _watcher.EnableRaisingEvents = true;
        }

        public Task Task => _begun.Task;

        public void Dispose() => _watcher.Dispose();
    }
}
