using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using ChargePoints;
using Microsoft.AspNetCore.Http;
using Simulation.Tests.Transport;
using Simulation.Transfers;
using TestKit;

namespace Simulation.Tests.Transfers;

/// <summary>Files by HTTP over real sockets.</summary>
public sealed class HttpTransferTests : IDisposable
{
    private readonly FileTransfers _transfers = new();

    [Theory]
    [InlineData(0)]
    [InlineData(10)]
    [InlineData(1_000_000)]
    public async Task A_file_is_fetched_hashed_and_its_beginning_kept(int length)
    {
        var file = Transferring.Bytes(length);
        await using var server = await FileServer.StartAsync(it => it.Response.Body.WriteAsync(file).AsTask());

        var result = await _transfers.DownloadAsync(server.Url("/fw/model-1.4.2.bin?x=1"));

        result.Outcome.ShouldBe(TransferOutcome.Done, result.Detail);
        result.Bytes.ShouldBe(length);
        result.Sha256.ToArray().ShouldBe(SHA256.HashData(file));
        result.FirstBytes.ToArray().ShouldBe(file[..Math.Min(length, 4096)]);
        server.Requests.ShouldBe(["GET /fw/model-1.4.2.bin?x=1"]);
    }

    [Theory]
    [InlineData(404, TransferOutcome.Failed)]
    [InlineData(500, TransferOutcome.Failed)]
    [InlineData(401, TransferOutcome.PermissionDenied)]
    [InlineData(403, TransferOutcome.PermissionDenied)]
    [InlineData(400, TransferOutcome.BadMessage)]
    [InlineData(405, TransferOutcome.NotSupported)]
    public async Task A_refusal_is_told_as_what_it_is(int status, TransferOutcome outcome)
    {
        await using var server = await FileServer.StartAsync(it =>
        {
            it.Response.StatusCode = status;
            return Task.CompletedTask;
        });

        var result = await _transfers.DownloadAsync(server.Url("/fw.bin"));

        result.Outcome.ShouldBe(outcome);
        result.Detail.ShouldContain($"{status}");
    }

    [Fact]
    public async Task Name_and_password_go_as_basic_authentication()
    {
        await using var server = await FileServer.StartAsync(_ => Task.CompletedTask);

        var result = await _transfers.DownloadAsync(server.Url("/fw.bin", "user:p%40ss"));

        result.Outcome.ShouldBe(TransferOutcome.Done, result.Detail);
        var basic = Convert.ToBase64String(Encoding.UTF8.GetBytes("user:p@ss"));
        server.Requests.ShouldBe([$"GET /fw.bin Basic {basic}"]);
    }

    [Fact]
    public async Task A_file_whose_length_is_told_too_large_is_not_read()
    {
        using var small = new FileTransfers(new TransferOptions { MaxBytes = 1000 });
        await using var server = await FileServer.StartAsync(async it =>
        {
            it.Response.ContentLength = 1001;
            await it.Response.Body.FlushAsync();
            await Transferring.UntilLeftAsync(it.RequestAborted);
        });

        var result = await small.DownloadAsync(server.Url("/fw.bin"));

        result.Outcome.ShouldBe(TransferOutcome.Failed);
        result.Detail.ShouldContain("larger than 1,000 bytes");
    }

    [Fact]
    public async Task A_file_that_does_not_end_is_cut_off_at_the_limit()
    {
        using var small = new FileTransfers(new TransferOptions { MaxBytes = 100_000 });
        await using var server = await FileServer.StartAsync(async it =>
        {
            while (!it.RequestAborted.IsCancellationRequested)
            {
                await it.Response.Body.WriteAsync(new byte[10_000]);
            }
        });

        var result = await small.DownloadAsync(server.Url("/fw.bin"));

        result.Outcome.ShouldBe(TransferOutcome.Failed);
        result.Detail.ShouldContain("larger");
    }

    [Fact]
    public async Task A_connection_that_breaks_in_the_middle_of_the_file_is_a_failure()
    {
        await using var server = await FileServer.StartAsync(async it =>
        {
            it.Response.ContentLength = 1000;
            await it.Response.Body.WriteAsync(new byte[500]);
            await it.Response.Body.FlushAsync();
            it.Abort();
        });

        (await _transfers.DownloadAsync(server.Url("/fw.bin"))).Outcome.ShouldBe(TransferOutcome.Failed);
    }

    [Fact]
    public async Task A_server_that_stalls_is_left()
    {
        using var hasty = new FileTransfers(new TransferOptions { IdleTimeout = TimeSpan.FromMilliseconds(200) });
        await using var server = await FileServer.StartAsync(async it =>
        {
            await it.Response.Body.WriteAsync(new byte[10]);
            await it.Response.Body.FlushAsync();
            await Transferring.UntilLeftAsync(it.RequestAborted);
        });

        var result = await hasty.DownloadAsync(server.Url("/fw.bin"));

        result.Outcome.ShouldBe(TransferOutcome.Failed);
        result.Detail.ShouldBe("Nothing moved for 0.2 s.");
    }

    [Fact]
    public async Task A_server_that_trickles_is_left_at_the_limit_of_the_whole()
    {
        using var hasty = new FileTransfers(new TransferOptions { TotalTimeout = TimeSpan.FromMilliseconds(300) });
        await using var server = await FileServer.StartAsync(async it =>
        {
            while (!it.RequestAborted.IsCancellationRequested)
            {
                await it.Response.Body.WriteAsync(new byte[1]);
                await it.Response.Body.FlushAsync();
                await Task.Yield();
            }
        });

        var result = await hasty.DownloadAsync(server.Url("/fw.bin"));

        result.Outcome.ShouldBe(TransferOutcome.Failed);
        result.Detail.ShouldBe("It was not done within 0.3 s.");
    }

    [Fact]
    public async Task Nothing_that_listens_is_told_so()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();

        var result = await _transfers.DownloadAsync($"http://127.0.0.1:{port}/fw.bin");

        result.Outcome.ShouldBe(TransferOutcome.Failed);
        result.Detail.ShouldContain("nothing listens there");
    }

    [Fact]
    public async Task What_is_no_http_is_a_failure()
    {
        await using var server = LoopbackCsms.Answering("220 smtp.example ESMTP\r\n");

        var result = await _transfers.DownloadAsync($"http://127.0.0.1:{server.Port}/fw.bin");

        result.Outcome.ShouldBe(TransferOutcome.Failed);
    }

    [Theory]
    [InlineData("file:///etc/passwd")]
    [InlineData("gopher://127.0.0.1/")]
    public async Task Other_schemes_are_not_supported(string location) =>
        (await _transfers.DownloadAsync(location)).Outcome.ShouldBe(TransferOutcome.NotSupported);

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(303)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task A_redirect_is_followed_and_the_password_stays_with_the_host(int status)
    {
        await using var other = await FileServer.StartAsync(_ => Task.CompletedTask);
        await using var server = await FileServer.StartAsync(it =>
        {
            it.Response.StatusCode = status;
            it.Response.Headers.Location = it.Request.Path == "/a" ? "/b" : other.Url("/c");
            return Task.CompletedTask;
        });

        var result = await _transfers.DownloadAsync(server.Url("/a", "user:pass"));

        result.Outcome.ShouldBe(TransferOutcome.Done, result.Detail);
        server.Requests.Count.ShouldBe(2);
        server.Requests.ShouldAllBe(request => request.Contains("Basic"));
        other.Requests.ShouldBe(["GET /c"]);
    }

    [Theory]
    [InlineData("/again", "More than 5 redirects.")]
    [InlineData("ftp://127.0.0.1/fw.bin", "redirects from http to ftp")]
    [InlineData("file:///etc/passwd", "redirects from http to file")]
    public async Task Redirects_have_their_bounds(string location, string why)
    {
        await using var server = await FileServer.StartAsync(it =>
        {
            it.Response.StatusCode = 302;
            it.Response.Headers.Location = location;
            return Task.CompletedTask;
        });

        var result = await _transfers.DownloadAsync(server.Url("/again"));

        result.Outcome.ShouldBe(TransferOutcome.Failed);
        result.Detail.ShouldContain(why);
    }

    [Theory]
    [InlineData("//")]
    [InlineData("//[")]
    [InlineData("http://")]
    [InlineData("http:")]
    [InlineData("http://a..b/")]
    [InlineData("http://127.0.0.1:99999/")]
    public async Task A_redirect_to_nowhere_is_a_failure(string location)
    {
        await using var server = await FileServer.StartAsync(it =>
        {
            it.Response.StatusCode = 302;
            it.Response.Headers.Location = location;
            return Task.CompletedTask;
        });

        (await _transfers.DownloadAsync(server.Url("/fw.bin"))).Outcome.ShouldBe(TransferOutcome.Failed);
    }

    [Fact]
    public async Task A_file_that_cannot_be_composed_is_a_failure()
    {
        await using var server = await FileServer.StartAsync(_ => Task.CompletedTask);
        var upload = new Upload(server.Url("/logs"), "CP1.txt", UploadContent.Diagnostics, null, null);

        var result = await _transfers.RunAsync(
            new TransferJob(upload, () => throw new InvalidOperationException("Nothing to tell."), null)
        );

        result.Outcome.ShouldBe(TransferOutcome.Failed);
        result.Detail.ShouldContain("Nothing to tell.");
        (await _transfers.DownloadAsync(server.Url("/fw.bin"))).Outcome.ShouldBe(TransferOutcome.Done);
    }

    [Fact]
    public async Task What_the_folder_has_escaped_stays_so()
    {
        await using var server = await FileServer.StartAsync(async it => await ReadAsync(it));

        var result = await _transfers.UploadAsync(server.Url("/a%20b%2Fc/%E2%82%AC/?sig=x%2By"), [1]);

        result.Outcome.ShouldBe(TransferOutcome.Done, result.Detail);
        server.Requests.ShouldBe(["PUT /a%20b%2Fc/%E2%82%AC/CP1-diagnostics.txt?sig=x%2By"]);
    }

    [Fact]
    public async Task An_upload_is_put_under_its_name()
    {
        var file = Transferring.Bytes(300_000);
        byte[] received = [];
        await using var server = await FileServer.StartAsync(async it => received = await ReadAsync(it));

        var result = await _transfers.UploadAsync(server.Url("/logs/", "user:pass"), file);

        result.Outcome.ShouldBe(TransferOutcome.Done, result.Detail);
        result.Bytes.ShouldBe(file.Length);
        received.ShouldBe(file);
        server.Requests.Single().ShouldStartWith("PUT /logs/CP1-diagnostics.txt Basic ");
    }

    [Theory]
    [InlineData(404)]
    [InlineData(405)]
    [InlineData(501)]
    public async Task Where_there_is_no_put_a_form_is_posted(int status)
    {
        var file = Transferring.Bytes(1000);
        (string? Name, byte[] Content) received = default;
        await using var server = await FileServer.StartAsync(async it =>
        {
            if (it.Request.Method == "PUT")
            {
                it.Response.StatusCode = status;
                return;
            }
            var form = await it.Request.ReadFormAsync();
            var content = new MemoryStream();
            await form.Files["file"]!.CopyToAsync(content);
            received = (form.Files["file"]!.FileName, content.ToArray());
        });

        var result = await _transfers.UploadAsync(server.Url("/upload?token=1"), file);

        result.Outcome.ShouldBe(TransferOutcome.Done, result.Detail);
        received.Name.ShouldBe("CP1-diagnostics.txt");
        received.Content.ShouldBe(file);
        server.Requests.ShouldBe(["PUT /upload/CP1-diagnostics.txt?token=1", "POST /upload?token=1"]);
    }

    [Theory]
    [InlineData(403, TransferOutcome.PermissionDenied, 1)]
    [InlineData(400, TransferOutcome.BadMessage, 1)]
    [InlineData(405, TransferOutcome.NotSupported, 2)]
    [InlineData(507, TransferOutcome.Failed, 1)]
    public async Task A_refused_upload_is_told_as_what_it_is(int status, TransferOutcome outcome, int requests)
    {
        await using var server = await FileServer.StartAsync(async it =>
        {
            await ReadAsync(it);
            it.Response.StatusCode = status;
        });

        (await _transfers.UploadAsync(server.Url("/logs"), [1, 2, 3])).Outcome.ShouldBe(outcome);

        server.Requests.Count.ShouldBe(requests);
    }

    [Fact]
    public async Task An_upload_follows_a_redirect_with_its_content()
    {
        byte[] received = [];
        await using var server = await FileServer.StartAsync(async it =>
        {
            received = await ReadAsync(it);
            if (it.Request.Path == "/logs/CP1-diagnostics.txt")
            {
                it.Response.StatusCode = 307;
                it.Response.Headers.Location = "/elsewhere";
            }
        });

        (await _transfers.UploadAsync(server.Url("/logs"), [1, 2, 3])).Outcome.ShouldBe(TransferOutcome.Done);

        received.ShouldBe([1, 2, 3]);
        server.Requests.ShouldBe(["PUT /logs/CP1-diagnostics.txt", "PUT /elsewhere"]);
    }

    public void Dispose() => _transfers.Dispose();

    private static async Task<byte[]> ReadAsync(HttpContext context)
    {
        var content = new MemoryStream();
        await context.Request.Body.CopyToAsync(content);
        return content.ToArray();
    }
}
