using System.Security.Cryptography;
using ChargePoints;
using Simulation.Transfers;

namespace Simulation.Tests.Transfers;

/// <summary>Files by FTP over real sockets.</summary>
public sealed class FtpTransferTests : IAsyncDisposable
{
    private readonly FileTransfers _transfers = new(new TransferOptions { MaxBytes = 500_000 });
    private readonly FtpServer _server = new();

    [Theory]
    [InlineData(0)]
    [InlineData(300_000)]
    public async Task A_file_is_fetched_in_binary_over_extended_passive_mode(int length)
    {
        var file = _server.Files["fw/model 1.4.2.bin"] = Transferring.Bytes(length);

        var result = await _transfers.DownloadAsync(_server.Url("/fw/model%201.4.2.bin"));

        result.Outcome.ShouldBe(TransferOutcome.Done, result.Detail);
        result.Bytes.ShouldBe(length);
        result.Sha256.ToArray().ShouldBe(SHA256.HashData(file));
        _server.Commands.Take(5).ShouldBe(["USER user", "PASS secret", "TYPE I", "EPSV", "RETR fw/model 1.4.2.bin"]);
    }

    [Fact]
    public async Task A_server_without_extended_passive_mode_gets_pasv_and_its_address_is_not_believed()
    {
        _server.Files["fw.bin"] = [1, 2, 3];
        _server.Answer = command => command == "EPSV" ? "500 Unknown command" : null;

        var result = await _transfers.DownloadAsync(_server.Url("/fw.bin"));

        result.Outcome.ShouldBe(TransferOutcome.Done, result.Detail);
        _server.Commands.ShouldContain("PASV");
    }

    [Fact]
    public async Task Without_a_name_the_login_is_anonymous()
    {
        _server.Files["fw.bin"] = [1];

        (await _transfers.DownloadAsync(_server.Url("/fw.bin", ""))).Outcome.ShouldBe(TransferOutcome.Done);

        _server.Commands.First().ShouldBe("USER anonymous");
    }

    [Fact]
    public async Task An_absolute_path_is_written_with_its_slash_escaped()
    {
        _server.Files["/srv/fw.bin"] = [1];

        (await _transfers.DownloadAsync(_server.Url("/%2Fsrv/fw.bin"))).Outcome.ShouldBe(TransferOutcome.Done);
    }

    [Theory]
    [InlineData("/logs", "logs/CP1-diagnostics.txt")]
    [InlineData("/logs/2026/", "logs/2026/CP1-diagnostics.txt")]
    [InlineData("/", "CP1-diagnostics.txt")]
    public async Task An_upload_is_stored_under_its_name(string folder, string path)
    {
        var file = Transferring.Bytes(200_000);

        var result = await _transfers.UploadAsync(_server.Url(folder), file);

        result.Outcome.ShouldBe(TransferOutcome.Done, result.Detail);
        result.Bytes.ShouldBe(file.Length);
        _server.Files[path].ShouldBe(file);
    }

    [Fact]
    public async Task A_wrong_password_is_no_permission()
    {
        var result = await _transfers.DownloadAsync(_server.Url("/fw.bin", "user:wrong"));

        result.Outcome.ShouldBe(TransferOutcome.PermissionDenied);
        result.Detail.ShouldBe("The FTP server refuses the login: 530 Login incorrect");
    }

    [Fact]
    public async Task A_missing_file_is_a_failure()
    {
        var result = await _transfers.DownloadAsync(_server.Url("/none.bin"));

        result.Outcome.ShouldBe(TransferOutcome.Failed);
        result.Detail.ShouldContain("550");
    }

    [Theory]
    [InlineData("STOR", "553 Not here", TransferOutcome.PermissionDenied)]
    [InlineData("STOR", "552 Quota", TransferOutcome.Failed)]
    [InlineData("STOR", "502 No uploads", TransferOutcome.NotSupported)]
    [InlineData("STOR", "501 Bad name", TransferOutcome.BadMessage)]
    [InlineData("TYPE", "504 No binary", TransferOutcome.NotSupported)]
    [InlineData("CONNECT", "421 Full", TransferOutcome.Failed)]
    [InlineData("EPSV", "229 Entering Extended Passive Mode (|||99999|)", TransferOutcome.Failed)]
    [InlineData("EPSV", "229 nonsense", TransferOutcome.Failed)]
    [InlineData("CONNECT", "HTTP/1.1 400 Bad Request", TransferOutcome.Failed)]
    public async Task A_refusal_is_told_as_what_it_is(string verb, string reply, TransferOutcome outcome)
    {
        _server.Answer = command => command == verb ? reply : null;

        (await _transfers.UploadAsync(_server.Url("/logs"), [1, 2, 3])).Outcome.ShouldBe(outcome);
    }

    [Fact]
    public async Task A_reply_without_end_is_given_up()
    {
        _server.Answer = command => command == "CONNECT" ? new string('x', 100_000) : null;

        var result = await _transfers.DownloadAsync(_server.Url("/fw.bin"));

        result.Outcome.ShouldBe(TransferOutcome.Failed);
        result.Detail.ShouldContain("a line without end");
    }

    [Fact]
    public async Task A_transfer_that_the_server_breaks_off_is_a_failure()
    {
        _server.Files["fw.bin"] = Transferring.Bytes(1000);
        _server.BreaksAfter = 400;

        var result = await _transfers.DownloadAsync(_server.Url("/fw.bin"));

        result.Outcome.ShouldBe(TransferOutcome.Failed);
        result.Detail.ShouldContain("426");
    }

    [Fact]
    public async Task A_server_that_stalls_is_left()
    {
        using var hasty = new FileTransfers(new TransferOptions { IdleTimeout = TimeSpan.FromMilliseconds(300) });
        _server.Files["fw.bin"] = Transferring.Bytes(1000);
        _server.Stalls = true;

        (await hasty.DownloadAsync(_server.Url("/fw.bin"))).Detail.ShouldBe("Nothing moved for 0.3 s.");
    }

    [Fact]
    public async Task A_file_that_is_too_large_is_given_up()
    {
        _server.Files["fw.bin"] = new byte[500_001];

        var result = await _transfers.DownloadAsync(_server.Url("/fw.bin"));

        result.Outcome.ShouldBe(TransferOutcome.Failed);
        result.Detail.ShouldContain("larger");
    }

    [Fact]
    public async Task A_url_cannot_smuggle_in_a_second_command()
    {
        var result = await _transfers.DownloadAsync(_server.Url("/fw.bin%0D%0ADELE%20fw.bin"));

        result.Outcome.ShouldBe(TransferOutcome.BadMessage);
        _server.Commands.ShouldNotContain(command => command.Contains("DELE"));
    }

    public async ValueTask DisposeAsync()
    {
        _transfers.Dispose();
        await _server.DisposeAsync();
    }
}
