using System.IO.Compression;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Server.Tests.Import;

namespace Server.Tests.Backup;

/// <summary>Backups, fetched, made by hand and sent.</summary>
internal static class BackupFiles
{
    public static async Task<byte[]> BackupAsync(this Simulator simulator)
    {
        using var response = await simulator.Http.GetAsync("/backup");
        response.StatusCode.ShouldBe(System.Net.HttpStatusCode.OK, await response.Content.ReadAsStringAsync());
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/zip");
        response
            .Content.Headers.ContentDisposition!.FileName.ShouldNotBeNull()
            .ShouldMatch("^simulator-[0-9-]+\\.zip$");
        return await response.Content.ReadAsByteArrayAsync();
    }

    public static async Task<Answer> RestoreAsync(this Simulator simulator, byte[] backup, string query = "")
    {
        using var content = new ByteArrayContent(backup);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/zip");
        return await simulator.SendAsync("/restore" + query, content);
    }

    public static Dictionary<string, byte[]> Unpack(byte[] backup)
    {
        using var zip = new ZipArchive(new MemoryStream(backup), ZipArchiveMode.Read);
        return zip.Entries.ToDictionary(
            entry => entry.FullName,
            entry =>
            {
                using var content = entry.Open();
                using var copy = new MemoryStream();
                content.CopyTo(copy);
                return copy.ToArray();
            }
        );
    }

    public static byte[] Pack(params IEnumerable<(string Name, byte[] Content)> files)
    {
        var packed = new MemoryStream();
        using (var zip = new ZipArchive(packed, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in files)
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(content);
            }
        }

        return packed.ToArray();
    }

    /// <summary>A backup with some of its files changed; null takes one out.</summary>
    public static byte[] Changed(byte[] backup, params (string Name, Func<byte[], byte[]?> Change)[] changes) =>
        Pack(
            Unpack(backup)
                .Select(file =>
                    (
                        file.Key,
                        Content: changes
                            .Where(change => change.Name == file.Key)
                            .Aggregate((byte[]?)file.Value, (content, change) => change.Change(content!))
                    )
                )
                .Where(file => file.Content is not null)
                .Select(file => (file.Key, file.Content!))
        );

    public static byte[] Manifest(int format = 1, params string[] files) =>
        System.Text.Encoding.UTF8.GetBytes(
            new JsonObject
            {
                ["format"] = format,
                ["version"] = "0.0.1",
                ["createdAt"] = "2026-01-02T03:04:05Z",
                ["databases"] = new JsonArray([
                    .. files.Select(file => new JsonObject { ["file"] = file, ["migrations"] = new JsonArray() }),
                ]),
            }.ToJsonString()
        );

    /// <summary>What backups and restores have left behind in a data directory.</summary>
    public static List<string> LeftIn(string dataDirectory) =>
        [
            .. Directory
                .GetDirectories(dataDirectory)
                .Select(path => Path.GetFileName(path))
                .Where(name => name.StartsWith("work-") || name.StartsWith("restore")),
        ];

    /// <summary>Waits until nothing is left: the files of a download go after its last byte has arrived.</summary>
    public static Task NothingLeftInAsync(string dataDirectory) =>
        Await.ForAsync(() => Task.FromResult(LeftIn(dataDirectory)), left => left.Count == 0);

    /// <summary>A database after SQL was run on it.</summary>
    public static byte[] After(byte[] database, string sql)
    {
        var path = Path.Combine(Directory.CreateDirectory(Scratch.Directory()).FullName, "changed.db");
        File.WriteAllBytes(path, database);
        using (var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={path};Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = sql;
            command.ExecuteNonQuery();
        }

        return File.ReadAllBytes(path);
    }
}
