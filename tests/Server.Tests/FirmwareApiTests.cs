using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Server.Tests;

/// <summary>Firmware and diagnostics, from a call of the embedded CSMS to a real file server and back to the API.</summary>
public sealed class FirmwareApiTests(Simulator simulator) : IClassFixture<Simulator>
{
    [Fact]
    public async Task Diagnostics_that_the_csms_asks_for_arrive_at_the_server()
    {
        var files = new ConcurrentDictionary<string, string>();
        await using var server = await ServeAsync(async it =>
            files[it.Request.Path] = await new StreamReader(it.Request.Body).ReadToEndAsync()
        );
        await simulator.OnlineAsync("FW-1");
        (await UploadsAsync("FW-1"))["diagnostics"].ShouldBeNull();

        var answer = await CallAsync("FW-1", "GetDiagnostics", $$"""{"location":"{{Url(server)}}/logs"}""");
        var name = (string)answer["payload"]!["fileName"]!;
        var uploads = await Await.ForAsync(
            () => UploadsAsync("FW-1"),
            it => (string?)it["diagnostics"]?["status"] is "Uploaded" or "UploadFailed"
        );

        var diagnostics = uploads["diagnostics"]!;
        ((string?)diagnostics["status"]).ShouldBe("Uploaded", uploads.ToJsonString());
        ((string?)diagnostics["content"]).ShouldBe("diagnostics");
        ((string?)diagnostics["fileName"]).ShouldBe(name);
        ((string?)diagnostics["location"]).ShouldBe($"{Url(server)}/logs");
        files[$"/logs/{name}"].ShouldContain("== Configuration");
        files[$"/logs/{name}"].ShouldContain("BootNotification");
        uploads["log"].ShouldBeNull();
    }

    [Fact]
    public async Task A_download_that_fails_is_told_with_its_reason()
    {
        await using var server = await ServeAsync(it =>
        {
            it.Response.StatusCode = 404;
            return Task.CompletedTask;
        });
        await simulator.OnlineAsync("FW-2", """ "firmwareVersion": "1.0" """);
        var before = await FirmwareAsync("FW-2");
        ((string?)before["version"]).ShouldBe("1.0");
        before["update"].ShouldBeNull();

        var location = Url(server).Replace("http://", "http://user:secret@", StringComparison.Ordinal);
        await CallAsync(
            "FW-2",
            "UpdateFirmware",
            $$"""{"location":"{{location}}/fw-2.0.bin","retrieveDate":"2026-01-01T00:00:00Z","retries":0}"""
        );
        var after = await Await.ForAsync(
            () => FirmwareAsync("FW-2"),
            it => (string?)it["update"]?["phase"] is not (null or "downloading")
        );

        var update = after["update"]!;
        ((string?)update["phase"]).ShouldBe("download-failed");
        ((string?)update["detail"]).ShouldBe("The server answers 404 Not Found.");
        ((int?)update["failedAttempts"]).ShouldBe(1);
        update["statuses"]!.AsArray().Select(it => (string?)it!["status"]).ShouldBe(["Downloading", "DownloadFailed"]);
        update["statuses"]![1]!["time"]!
            .GetValue<DateTimeOffset>()
            .ShouldBe(update["since"]!.GetValue<DateTimeOffset>());
        ((string?)after["version"]).ShouldBe("1.0");
        after.ToJsonString().ShouldNotContain("secret");
        var log = await simulator.SendAsync("GET", "/chargers/FW-2/logs?limit=5000");
        log.Text.ShouldContain("fw-2.0.bin");
        log.Text.ShouldNotContain("secret");
    }

    [Fact]
    public async Task The_password_of_a_file_server_lies_protected_on_the_disk()
    {
        await simulator.OnlineAsync("FW-3");
        // Saved when it is answered, for a date to come.
        await CallAsync(
            "FW-3",
            "UpdateFirmware",
            """{"location":"ftp://user:hunter2secret@127.0.0.1/fw.bin","retrieveDate":"2199-01-01T00:00:00Z"}"""
        );

        ((string?)(await FirmwareAsync("FW-3"))["update"]!["phase"]).ShouldBe("scheduled");
        var files = Directory.GetFiles(simulator.DataDir, "*.db*", SearchOption.AllDirectories);
        files.ShouldNotBeEmpty();
        foreach (var path in files)
        {
            await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            (await new StreamReader(file, Encoding.Latin1).ReadToEndAsync()).ShouldNotContain(
                "hunter2secret",
                Case.Sensitive,
                path
            );
        }
    }

    [Theory]
    [InlineData("firmware")]
    [InlineData("diagnostics")]
    public async Task An_unknown_charger_has_neither(string what) =>
        (await simulator.SendAsync("GET", $"/chargers/NONE/{what}")).ShouldBeProblem(404, "NONE");

    private static async Task<WebApplication> ServeAsync(RequestDelegate serve)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore();
        builder.Services.Configure<KestrelServerOptions>(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        app.Run(serve);
        await app.StartAsync();
        return app;
    }

    private static string Url(WebApplication server) => server.Urls.First();

    private async Task<JsonNode> CallAsync(string id, string action, string payload)
    {
        var answer = await simulator.SendAsync(
            "POST",
            $"/csms/chargers/{id}/calls",
            $$"""{"action":"{{action}}","payload":{{payload}}}"""
        );
        answer.Status.ShouldBe(200, answer.Text);
        return answer.Json;
    }

    private async Task<JsonNode> FirmwareAsync(string id) =>
        (await simulator.SendAsync("GET", $"/chargers/{id}/firmware")).Json;

    private async Task<JsonNode> UploadsAsync(string id) =>
        (await simulator.SendAsync("GET", $"/chargers/{id}/diagnostics")).Json;
}
