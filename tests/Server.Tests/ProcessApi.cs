using System.Text;
using System.Text.Json.Nodes;

namespace Server.Tests;

/// <summary>The API of a process of its own.</summary>
internal sealed class ProcessApi(string url) : IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = new Uri(url) };

    public static async Task<ProcessApi> OfAsync(ServerProcess process) => new(await process.UrlAsync());

    public async Task<JsonNode> GetAsync(string path) => JsonNode.Parse(await _http.GetStringAsync(path))!;

    public async Task<(int Status, JsonNode Json)> TryPostAsync(string path, string json = "{}")
    {
        using var content = new StringContent(json, Encoding.UTF8, "application/json");
        using var answer = await _http.PostAsync(path, content);
        return ((int)answer.StatusCode, JsonNode.Parse(await answer.Content.ReadAsStringAsync())!);
    }

    public async Task<JsonNode> PostAsync(string path, string json = "{}")
    {
        var (status, answer) = await TryPostAsync(path, json);
        status.ShouldBeLessThan(300, answer.ToJsonString());
        return answer;
    }

    /// <summary>The status of a GET.</summary>
    public async Task<int> StatusAsync(string path)
    {
        using var answer = await _http.GetAsync(path);
        return (int)answer.StatusCode;
    }

    /// <summary>Creates a charger, starts it and waits until a CSMS has accepted it.</summary>
    public async Task OnlineAsync(string id, string more = "")
    {
        await PostAsync("/chargers", $$"""{"id":"{{id}}","meterIntervalSeconds":1,"evses":[{"id":1}]{{more}}}""");
        await PostAsync($"/chargers/{id}/start");
        await UntilAsync($"/chargers/{id}", charger => (string?)charger["registration"] == "Accepted");
    }

    public Task<JsonNode> UntilAsync(string path, Func<JsonNode, bool> wanted) =>
        Await.ForAsync(() => GetAsync(path), wanted);

    public void Dispose() => _http.Dispose();
}
