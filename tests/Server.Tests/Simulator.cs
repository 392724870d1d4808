using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Server.Hosting;

namespace Server.Tests;

/// <summary>The whole server on a free port with a database of its own, in this process.</summary>
public sealed class Simulator : IAsyncLifetime, IAsyncDisposable
{
    private readonly SimulatorSettings _settings;
    private readonly bool _ownDataDir;
    private WebApplication? _app;

    public Simulator()
        : this(new SimulatorSettings { NoDemo = true }) { }

    private Simulator(SimulatorSettings settings)
    {
        _ownDataDir = settings.DataDir is "./simulator-data";
        _settings = settings with
        {
            Urls = "http://127.0.0.1:0",
            DataDir = _ownDataDir ? Scratch.Directory() : settings.DataDir,
        };
    }

    public HttpClient Http { get; } = new();

    public WebApplication App => _app!;

    public string DataDir => _settings.DataDir;

    public static async Task<Simulator> StartAsync(SimulatorSettings settings)
    {
        var simulator = new Simulator(settings);
        await simulator.InitializeAsync();
        return simulator;
    }

    public async Task InitializeAsync()
    {
        _app = Program.Build(_settings);
        await _app.StartAsync();
        Http.BaseAddress = new Uri(_app.Urls.First());
    }

    async Task IAsyncLifetime.DisposeAsync() => await DisposeAsync();

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        if (_app is { } app)
        {
            await app.StopAsync();
            await app.DisposeAsync();
        }

        // The end of the process is too short for all of them.
        if (_ownDataDir && Directory.Exists(DataDir))
        {
            Directory.Delete(DataDir, recursive: true);
        }
    }

    /// <summary>Creates a charger with one EVSE, or as <paramref name="more"/> says.</summary>
    public async Task<JsonNode> CreateAsync(string id, string more = "")
    {
        var evses = more.Contains("\"evses\"", StringComparison.Ordinal) ? "" : ""","evses":[{"id":1}]""";
        var answer = await SendAsync(
            "POST",
            "/chargers",
            $$"""{"id":"{{id}}"{{evses}}{{(more.Length > 0 ? "," : "")}}{{more}}}"""
        );
        answer.Status.ShouldBe(201, answer.Text);
        return answer.Json;
    }

    /// <summary>Creates and starts a charger, and waits until the CSMS has accepted it.</summary>
    public async Task OnlineAsync(string id, string more = "")
    {
        await CreateAsync(id, more);
        (await SendAsync("POST", $"/chargers/{Uri.EscapeDataString(id)}/start")).Status.ShouldBe(200);
        await UntilAsync(id, charger => (string?)charger["registration"] == "Accepted");
    }

    public async Task<JsonNode> ChargerAsync(string id) =>
        (await SendAsync("GET", $"/chargers/{Uri.EscapeDataString(id)}")).Json;

    /// <summary>Waits until a charger is as wanted.</summary>
    public Task<JsonNode> UntilAsync(string id, Func<JsonNode, bool> wanted) =>
        Await.ForAsync(() => ChargerAsync(id), wanted);

    public async Task<Answer> SendAsync(
        string method,
        string path,
        string? json = null,
        string contentType = "application/json"
    )
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (json is not null)
        {
            request.Content = new StringContent(json);
            // So that a refusal of a large body is read, and not a broken pipe.
            request.Headers.ExpectContinue = json.Length > 1_000_000;
            request.Content.Headers.ContentType = new(contentType);
        }

        using var response = await Http.SendAsync(request);
        return new Answer(
            (int)response.StatusCode,
            response.Content.Headers.ContentType?.MediaType,
            await response.Content.ReadAsStringAsync(),
            response.Headers.ToDictionary(header => header.Key, header => string.Join(",", header.Value))
        );
    }
}

/// <summary>An answer of the API.</summary>
public sealed record Answer(int Status, string? Type, string Text, IReadOnlyDictionary<string, string> Headers)
{
    public JsonNode Json => JsonNode.Parse(Text)!;

    /// <summary>An error as problem details with a detail that speaks of <paramref name="mentions"/>.</summary>
    public void ShouldBeProblem(int status, string mentions)
    {
        Status.ShouldBe(status, Text);
        Type.ShouldBe("application/problem+json");
        ((int?)Json["status"]).ShouldBe(status);
        ((string?)Json["detail"]).ShouldNotBeNull().ShouldContain(mentions);
    }

    /// <summary>A 422 that names <paramref name="field"/> among its errors.</summary>
    public void ShouldBeInvalid(string field)
    {
        ShouldBeProblem(422, "");
        Json["errors"]!.AsObject().Select(error => error.Key).ShouldContain(field, Text);
    }
}

internal static class Await
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(120);

    /// <summary>Asks until the answer is as wanted.</summary>
    public static async Task<T> ForAsync<T>(Func<Task<T>> ask, Func<T, bool> wanted)
    {
        using var limit = new CancellationTokenSource(Limit);
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(30));
        while (true)
        {
            var answer = await ask();
            if (wanted(answer))
            {
                return answer;
            }

            try
            {
                await pace.WaitForNextTickAsync(limit.Token);
            }
            catch (OperationCanceledException late)
            {
                throw new TimeoutException($"Not as wanted within {Limit.TotalSeconds} s: {answer}", late);
            }
        }
    }
}

internal static class Scratch
{
    private static readonly string Root = System.IO.Directory.CreateTempSubdirectory("ocpp-simulator-tests-").FullName;
    private static int _count;

    static Scratch() =>
        AppDomain.CurrentDomain.ProcessExit += (_, _) => System.IO.Directory.Delete(Root, recursive: true);

    public static string Directory() => Path.Combine(Root, Interlocked.Increment(ref _count).ToString());
}
