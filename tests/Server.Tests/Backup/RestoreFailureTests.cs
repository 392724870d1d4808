using System.Net.Http.Headers;
using System.Text;
using Microsoft.Data.Sqlite;
using Server.Backup;
using Server.Hosting;
using Server.Tests.Import;

namespace Server.Tests.Backup;

/// <summary>A restore that fails, or is cut short, leaves everything as it was.</summary>
public sealed class RestoreFailureTests(Simulator simulator) : IClassFixture<Simulator>
{
    public static TheoryData<string, string> Broken =>
        new()
        {
            { "no zip", "is no ZIP archive" },
            { "half a zip", "is no ZIP archive" },
            { "empty", "has no manifest.json" },
            { "strange file", "is none of a backup ('../evil.txt')" },
            { "manifest that is none", "has a manifest.json that is none" },
            { "manifest without its file", "has no csms.db" },
            { "other format", "is of format 2, made by version 0.0.1" },
            { "other database", "must have simulator.db" },
            { "no database", "has a simulator.db that is no SQLite database" },
            { "damaged", "has a simulator.db that is" },
            { "foreign database", "that is no database of the simulator" },
            { "later", "made by a later version of the simulator (simulator.db has 29990101000000_Future)" },
            { "later csms", "made by a later version of the simulator (csms.db has 29990101000000_Future)" },
            { "trigger", "has what the simulator does not make (steal)" },
            { "orphans", "has rows that belong to none" },
            { "another column", "whose tables are not those of the simulator" },
            { "no active location", "must have one active location" },
            { "unreadable row", "has a simulator.db that cannot be read" },
            { "unreadable state", "has a simulator.db that cannot be read" },
        };

    [Theory]
    [MemberData(nameof(Broken))]
    public async Task What_is_no_whole_backup_is_refused_before_anything_is_touched(string kind, string mentions)
    {
        var id = $"F-{kind.Replace(' ', '-')}";
        await simulator.OnlineAsync(id);
        await simulator.SendAsync("POST", $"/chargers/{id}/evses/1/start-transaction", """{"idTag":"T"}""");
        await simulator.UntilAsync(id, charger => (int?)charger["evses"]![0]!["transaction"]?["id"] > 0);
        var backup = Break(kind, await simulator.BackupAsync());

        var answer = await simulator.RestoreAsync(backup);

        answer.ShouldBeInvalid("backup");
        answer.Text.Replace("\\u0027", "'").ShouldContain(mentions);
        // Not even stopped.
        var charger = await simulator.ChargerAsync(id);
        ((int?)charger["evses"]![0]!["transaction"]?["id"]).ShouldNotBeNull();
        ((string?)charger["connection"]).ShouldBe("connected");
        await BackupFiles.NothingLeftInAsync(simulator.DataDir);
        await simulator.SendAsync("DELETE", $"/chargers/{id}");
    }

    [Fact]
    public async Task Sizes_and_types_have_limits()
    {
        var small = new SimulatorSettings
        {
            NoDemo = true,
            Backup = new() { MaxMegabytes = 1 },
        };
        await using var limited = await Simulator.StartAsync(small);
        var bomb = BackupFiles.Pack(
            ("manifest.json", BackupFiles.Manifest(1, "simulator.db")),
            ("simulator.db", new byte[4 << 20])
        );
        (await limited.RestoreAsync(bomb)).ShouldBeInvalid("backup");
        (await limited.RestoreAsync(new byte[2 << 20])).ShouldBeProblem(413, "larger than 1 MB");
        using var text = new StringContent("{}", Encoding.UTF8, "application/json");
        (await limited.SendAsync("/restore", text)).ShouldBeProblem(415, "application/zip");
    }

    [Theory]
    [InlineData("simulator.db")]
    [InlineData("csms.db")]
    public async Task A_locked_database_is_a_503_and_all_is_as_before(string file)
    {
        await using var other = await Simulator.StartAsync(new SimulatorSettings { NoDemo = true });
        var backup = await other.BackupAsync();
        await other.OnlineAsync("L1");
        Answer answer;
        await using (
            var lockedBy = new SqliteConnection($"Data Source={Path.Combine(other.DataDir, file)};Pooling=False")
        )
        {
            await lockedBy.OpenAsync();
            await using var transaction = lockedBy.BeginTransaction();
            answer = await other.RestoreAsync(backup);
            await transaction.RollbackAsync();
        }

        answer.ShouldBeProblem(503, "Nothing was changed");
        await other.UntilAsync("L1", charger => (string?)charger["registration"] == "Accepted");
        // On the disk as well, and nothing is left of it; then it works.
        Rows(other.DataDir, "SELECT id FROM chargers").ShouldBe(["L1"]);
        await BackupFiles.NothingLeftInAsync(other.DataDir);
        (await other.SendAsync("POST", "/chargers/L1/config", """{"key":"BlinkRepeat","value":"3"}""")).Status.ShouldBe(
            200
        );
        (await Await.ForAsync(() => other.RestoreAsync(backup), retried => retried.Status != 503)).Status.ShouldBe(200);
        (await other.SendAsync("GET", "/chargers")).Json.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task Of_two_restores_at_once_one_is_refused_and_changes_are_before_or_after()
    {
        await using var other = await Simulator.StartAsync(new SimulatorSettings { NoDemo = true });
        await other.OnlineAsync("C1");
        var backup = await other.BackupAsync();
        var restores = new[] { other.RestoreAsync(backup), other.RestoreAsync(backup) };
        var changes = Enumerable
            .Range(0, 40)
            .Select(i => other.SendAsync("POST", "/chargers", $$"""{"id":"N{{i}}","evses":[{"id":1}]}"""));
        var answers = await Task.WhenAll(changes);
        var statuses = (await Task.WhenAll(restores)).Select(answer => answer.Status).Order().ToList();

        statuses.ShouldBe([200, 409]);
        answers.ShouldAllBe(answer => answer.Status == 201 || answer.Status == 409);
        // All in memory is on the disk, and the other way round.
        var there = (await other.SendAsync("GET", "/chargers"))
            .Json.AsArray()
            .Select(charger => (string)charger!["id"]!);
        there.ShouldBe(Rows(other.DataDir, "SELECT id FROM chargers ORDER BY id"));
        there.ShouldContain("C1");
    }

    [Fact]
    public async Task One_that_was_cut_short_by_a_kill_is_taken_back_at_the_next_start()
    {
        var settings = new SimulatorSettings { NoDemo = true, DataDir = Scratch.Directory() };
        await using (var before = await Simulator.StartAsync(settings))
        {
            await before.CreateAsync("BEFORE");
            await before.SendAsync("POST", "/csms/id-tags", """{"idTag":"BEFORE","status":"Blocked"}""");
        }

        // As a kill between the two databases leaves it: one is replaced, what was there lies beside.
        var former = Directory.CreateDirectory(Path.Combine(settings.DataDir, "restore.former")).FullName;
        foreach (var file in (string[])["simulator.db", "csms.db"])
        {
            SqliteFiles.Copy(Path.Combine(settings.DataDir, file), Path.Combine(former, file));
        }

        Directory.CreateDirectory(Path.Combine(settings.DataDir, "work-left"));
        await using (var half = await Simulator.StartAsync(settings with { DataDir = Scratch.Directory() }))
        {
            await half.CreateAsync("HALF");
            await File.WriteAllBytesAsync(
                Path.Combine(settings.DataDir, "half.db"),
                BackupFiles.Unpack(await half.BackupAsync())["simulator.db"]
            );
        }

        SqliteFiles.Copy(Path.Combine(settings.DataDir, "half.db"), Path.Combine(settings.DataDir, "simulator.db"));
        await using var after = await Simulator.StartAsync(settings);
        (await after.SendAsync("GET", "/chargers")).Json.AsArray().ShouldHaveSingleItem()!["id"]!
            .GetValue<string>()
            .ShouldBe("BEFORE");
        (await after.SendAsync("GET", "/csms/id-tags")).Json.AsArray().ShouldHaveSingleItem();
        await BackupFiles.NothingLeftInAsync(settings.DataDir);
    }

    private static byte[] Break(string kind, byte[] backup)
    {
        const string simulator = "simulator.db";
        byte[] Sql(string sql) => BackupFiles.Changed(backup, (simulator, file => BackupFiles.After(file, sql)));
        byte[] Manifest(int format, params string[] files) =>
            BackupFiles.Changed(backup, ("manifest.json", _ => BackupFiles.Manifest(format, files)));
        const string future = "INSERT INTO __EFMigrationsHistory VALUES ('29990101000000_Future', '99')";
        return kind switch
        {
            "no zip" => "PK, but no more"u8.ToArray(),
            "half a zip" => backup[..(backup.Length / 2)],
            "empty" => BackupFiles.Pack(),
            "strange file" => BackupFiles.Pack(("../evil.txt", [1])),
            "manifest that is none" => BackupFiles.Changed(backup, ("manifest.json", _ => "{}"u8.ToArray())),
            "manifest without its file" => BackupFiles.Changed(backup, ("csms.db", _ => null)),
            "other format" => Manifest(2, simulator),
            "other database" => Manifest(1, "csms.db"),
            "no database" => BackupFiles.Changed(backup, (simulator, _ => new byte[9000])),
            "damaged" => BackupFiles.Changed(backup, (simulator, Damage)),
            "foreign database" => BackupFiles.Changed(
                backup,
                (simulator, _ => BackupFiles.After([], "CREATE TABLE mine (id)"))
            ),
            "later" => Sql(future),
            "later csms" => BackupFiles.Changed(backup, ("csms.db", file => BackupFiles.After(file, future))),
            "trigger" => Sql(
                "CREATE TRIGGER steal AFTER INSERT ON chargers BEGIN DELETE FROM vehicles WHERE id = NEW.id; END"
            ),
            "orphans" => Sql(
                "PRAGMA foreign_keys=OFF; INSERT INTO evses VALUES ('NOBODY', 1, 'AC', 'Type2', 1, 1, 1, 'Socket')"
            ),
            "another column" => Sql("ALTER TABLE locations ADD COLUMN mine TEXT"),
            "no active location" => Sql("UPDATE locations SET state = 'Idle'"),
            "unreadable row" => Sql("UPDATE chargers SET configuration = '{'"),
            "unreadable state" => Sql("UPDATE charger_parts SET value = CAST('{' AS BLOB)"),
            _ => throw new ArgumentException(kind, nameof(kind)),
        };
    }

    // The middle of each page but the first.
    private static byte[] Damage(byte[] database)
    {
        const int page = 4096;
        for (var at = page; at + page <= database.Length; at += page)
        {
            database.AsSpan(at, 100).Fill(0xFF);
        }

        return database;
    }

    private static List<string> Rows(string directory, string sql)
    {
        using var connection = new SqliteConnection(
            $"Data Source={Path.Combine(directory, "simulator.db")};Pooling=False"
        );
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read())
        {
            rows.Add(reader.GetString(0));
        }

        return rows;
    }
}
