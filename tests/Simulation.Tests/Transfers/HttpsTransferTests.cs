using ChargePoints;
using Microsoft.AspNetCore.Http;
using Simulation.Transfers;
using TestKit;

namespace Simulation.Tests.Transfers;

/// <summary>Whom a charger trusts when it fetches and brings files by https.</summary>
public sealed class HttpsTransferTests : IDisposable
{
    private readonly FileTransfers _transfers = new();

    [Fact]
    public async Task Https_is_checked_against_the_charger_s_own_roots()
    {
        using var root = TestKeys.Authority("Files");
        using var certificate = TestKeys.Server(root, "localhost");
        await using var server = await FileServer.StartAsync(_ => Task.CompletedTask, certificate);
        var url = server.Url("/fw.bin", scheme: "https", host: "localhost");

        var trusted = await _transfers.RunAsync(new TransferJob(new Download(url), null, Trust([root.RawData])));
        var unknown = await _transfers.DownloadAsync(url);

        trusted.Outcome.ShouldBe(TransferOutcome.Done, trusted.Detail);
        unknown.Outcome.ShouldBe(TransferOutcome.Failed);
        unknown.Detail.ShouldStartWith("TLS: ");
    }

    [Theory]
    [InlineData("another root")]
    [InlineData("another host")]
    [InlineData("expired by its clock")]
    public async Task Https_that_the_charger_s_roots_do_not_vouch_for_is_refused(string what)
    {
        using var root = TestKeys.Authority("Files");
        using var other = TestKeys.Authority("Others");
        using var certificate = TestKeys.Server(root, what == "another host" ? "files.example" : "localhost");
        await using var server = await FileServer.StartAsync(_ => Task.CompletedTask, certificate);
        var url = server.Url("/fw.bin", scheme: "https", host: "localhost");
        var trust = Trust([what == "another root" ? other.RawData : root.RawData]);
        var job = new TransferJob(
            new Download(url),
            null,
            what == "expired by its clock" ? trust with { Clock = TestKeys.NotAfter.AddYears(1) } : trust
        );

        var result = await _transfers.RunAsync(job);

        result.Outcome.ShouldBe(TransferOutcome.Failed);
        result.Detail.ShouldStartWith("TLS: ");
    }

    [Fact]
    public async Task A_redirect_to_http_is_not_followed()
    {
        using var root = TestKeys.Authority("Files");
        using var certificate = TestKeys.Server(root, "localhost");
        await using var plain = await FileServer.StartAsync(_ => Task.CompletedTask);
        await using var server = await FileServer.StartAsync(
            it =>
            {
                it.Response.StatusCode = 302;
                it.Response.Headers.Location = plain.Url("/fw.bin");
                return Task.CompletedTask;
            },
            certificate
        );
        var url = server.Url("/fw.bin", scheme: "https", host: "localhost");

        var result = await _transfers.RunAsync(new TransferJob(new Download(url), null, Trust([root.RawData])));

        result.Outcome.ShouldBe(TransferOutcome.Failed);
        result.Detail.ShouldContain("redirects from https to http");
        plain.Requests.ShouldBeEmpty();
    }

    public void Dispose() => _transfers.Dispose();

    private static TransferTrust Trust(byte[][] roots) =>
        new(roots, new DateTimeOffset(2026, 6, 1, 0, 0, 0, TimeSpan.Zero));
}
