using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Server.Csms;
using Server.Csms.Files;

namespace Server.Tests.Csms;

/// <summary>/csms/files, and the store behind it.</summary>
public sealed class FilesTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    private CsmsSettings Settings => new() { DataDirectory = _directory.Path };

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task What_is_put_is_listed_fetched_replaced_and_deleted()
    {
        await using var app = await CsmsApp.StartAsync(Settings);
        (await PutAsync(app, "firmware-1.0.bin", "abc")).StatusCode.ShouldBe(HttpStatusCode.Created);
        (await PutAsync(app, "firmware-1.0.bin", "abcdef")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await PutAsync(app, "empty", "")).StatusCode.ShouldBe(HttpStatusCode.Created);

        var files = await app.GetAsync("/csms/files");
        files.GetArrayLength().ShouldBe(2);
        files[1].GetProperty("name").GetString().ShouldBe("firmware-1.0.bin");
        files[1].GetProperty("size").GetInt64().ShouldBe(6);

        var got = await app.Http.GetAsync("/csms/files/firmware-1.0.bin");
        (await got.Content.ReadAsStringAsync()).ShouldBe("abcdef");
        // A browser must not take for a page what a charger has brought.
        got.Content.Headers.ContentType!.MediaType.ShouldBe("application/octet-stream");
        got.Content.Headers.ContentDisposition!.DispositionType.ShouldBe("attachment");

        (await app.Http.DeleteAsync("/csms/files/firmware-1.0.bin")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await app.Http.DeleteAsync("/csms/files/firmware-1.0.bin")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await app.Http.GetAsync("/csms/files/firmware-1.0.bin")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_download_goes_on_where_it_was_cut_off()
    {
        await using var app = await CsmsApp.StartAsync(Settings);
        await PutAsync(app, "f", "0123456789");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/csms/files/f");
        request.Headers.Range = new RangeHeaderValue(6, null);
        var rest = await app.Http.SendAsync(request);
        rest.StatusCode.ShouldBe(HttpStatusCode.PartialContent);
        (await rest.Content.ReadAsStringAsync()).ShouldBe("6789");
    }

    [Fact]
    public async Task Forms_are_taken_at_the_folder_and_at_the_file()
    {
        await using var app = await CsmsApp.StartAsync(Settings);
        (await app.Http.PostAsync("/csms/files", Form("log.txt", "one"))).StatusCode.ShouldBe(HttpStatusCode.Created);
        (await app.Http.PostAsync("/csms/files/other.txt", Form("log.txt", "two"))).StatusCode.ShouldBe(
            HttpStatusCode.Created
        );
        (await app.Http.PostAsync("/csms/files/raw.txt", new StringContent("three"))).StatusCode.ShouldBe(
            HttpStatusCode.Created
        );
        (await app.Http.GetStringAsync("/csms/files/log.txt")).ShouldBe("one");
        (await app.Http.GetStringAsync("/csms/files/other.txt")).ShouldBe("two");
        (await app.Http.GetStringAsync("/csms/files/raw.txt")).ShouldBe("three");

        var noFile = new MultipartFormDataContent { { new StringContent("x"), "field" } };
        (await app.Http.PostAsync("/csms/files", noFile)).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    [Theory]
    [InlineData("..%2Fcsms.db")]
    [InlineData(".hidden")]
    [InlineData("-rf")]
    [InlineData("a%20b")]
    [InlineData("a%5Cb")]
    [InlineData("Z%C3%BCrich")]
    public async Task Names_that_could_lead_elsewhere_are_refused(string name)
    {
        await using var app = await CsmsApp.StartAsync(Settings);
        (await PutAsync(app, name, "x")).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await app.Http.PostAsync("/csms/files", Form(Uri.UnescapeDataString(name), "x"))).StatusCode.ShouldBe(
            HttpStatusCode.UnprocessableEntity
        );
        Directory.GetFiles(Path.Combine(_directory.Path, "csms-files")).ShouldBeEmpty();
    }

    [Fact]
    public async Task They_outlive_the_process_and_unfinished_ones_do_not()
    {
        await using (var app = await CsmsApp.StartAsync(Settings))
        {
            await PutAsync(app, "kept", "abc");
        }

        var folder = Path.Combine(_directory.Path, "csms-files");
        await File.WriteAllTextAsync(Path.Combine(folder, ".draft-1"), "half");
        await using (var app = await CsmsApp.StartAsync(Settings))
        {
            (await app.GetAsync("/csms/files"))[0].GetProperty("size").GetInt64().ShouldBe(3);
            File.Exists(Path.Combine(folder, ".draft-1")).ShouldBeFalse();
        }
    }

    [Fact]
    public async Task Sizes_and_numbers_have_bounds_and_what_is_refused_leaves_nothing()
    {
        var store = new FileStore(
            Settings,
            new FileStoreLimits
            {
                MaxFileBytes = 10,
                MaxTotalBytes = 15,
                MaxFiles = 3,
            }
        );
        (await SaveAsync("a", 10)).ShouldBeNull();
        (await SaveAsync("b", 11)).ShouldBe(FileRefusal.TooLarge);
        (await SaveAsync("b", 6)).ShouldBe(FileRefusal.Full);
        (await SaveAsync("b", 5)).ShouldBeNull();
        store.Delete("a").ShouldBeTrue();
        (await SaveAsync("a", 1)).ShouldBeNull();
        (await SaveAsync("c", 1)).ShouldBeNull();
        (await SaveAsync("d", 1)).ShouldBe(FileRefusal.Full);
        (await SaveAsync("c", 2)).ShouldBeNull("replacing takes no new place");
        store.Files.Select(file => (file.Name, file.Size)).ShouldBe([("a", 1), ("b", 5), ("c", 2)]);
        Directory.GetFiles(Path.Combine(_directory.Path, "csms-files")).Length.ShouldBe(3);

        async Task<FileRefusal?> SaveAsync(string name, int size)
        {
            try
            {
                await store.SaveAsync(name, new MemoryStream(new byte[size]), default);
                return null;
            }
            catch (FileRefusedException refused)
            {
                return refused.Reason;
            }
        }
    }

    [Fact]
    public async Task An_upload_that_breaks_off_leaves_the_former_file()
    {
        var store = new FileStore(Settings);
        await store.SaveAsync("a", new MemoryStream("old"u8.ToArray()), default);
        await Should.ThrowAsync<EndOfStreamException>(() => store.SaveAsync("a", new BreakingStream(), default));
        (await File.ReadAllTextAsync(store.Find("a")!.Path)).ShouldBe("old");
        Directory.GetFiles(Path.Combine(_directory.Path, "csms-files")).Length.ShouldBe(1);
    }

    [Fact]
    public async Task A_file_of_megabytes_is_taken_and_one_beyond_the_limit_refused()
    {
        await using var app = await CsmsApp.StartAsync(Settings);
        // More than the web server takes of other bodies.
        var large = await app.Http.PutAsync("/csms/files/large", new ByteArrayContent(new byte[31 * 1024 * 1024]));
        large.StatusCode.ShouldBe(HttpStatusCode.Created);
        using var request = new HttpRequestMessage(HttpMethod.Put, "/csms/files/larger");
        request.Content = new ByteArrayContent(new byte[65 * 1024 * 1024]);
        request.Headers.ExpectContinue = true;
        var larger = await app.Http.SendAsync(request);
        larger.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        var detail = JsonDocument.Parse(await larger.Content.ReadAsStringAsync()).RootElement.GetProperty("detail");
        detail.GetString()!.ShouldContain("67108864");
    }

    private static Task<HttpResponseMessage> PutAsync(CsmsApp app, string name, string content) =>
        app.Http.PutAsync($"/csms/files/{name}", new ByteArrayContent(Encoding.UTF8.GetBytes(content)));

    private static MultipartFormDataContent Form(string name, string content) =>
        new() { { new StringContent("before"), "note" }, { new StringContent(content), "file", name } };

    /// <summary>A few bytes, then the end of the line.</summary>
    private sealed class BreakingStream : MemoryStream
    {
        private bool _begun;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (_begun)
            {
                throw new EndOfStreamException();
            }
            _begun = true;
            return ValueTask.FromResult(3);
        }
    }
}
