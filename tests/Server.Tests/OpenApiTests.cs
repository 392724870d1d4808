using System.Text.Json.Nodes;

namespace Server.Tests;

public sealed class OpenApiTests(Simulator simulator) : IClassFixture<Simulator>
{
    /// <summary>With UPDATE_OPENAPI=1 in the environment the committed document is written anew.</summary>
    [Fact]
    public async Task The_committed_document_is_the_one_that_is_served()
    {
        var served =
            (await simulator.SendAsync("GET", "/openapi/v1.json")).Text.ReplaceLineEndings("\n").TrimEnd() + "\n";
        var path = Path.Combine(Repository.Root, "web", "openapi.json");
        if (Environment.GetEnvironmentVariable("UPDATE_OPENAPI") == "1")
        {
            await File.WriteAllTextAsync(path, served);
        }

        var committed = (await File.ReadAllTextAsync(path)).ReplaceLineEndings("\n").TrimEnd() + "\n";
        committed.ShouldBe(served, "Run the Server tests with UPDATE_OPENAPI=1, then npm run generate in web.");
    }

    [Fact]
    public async Task Numbers_are_numbers_and_every_operation_has_an_id_and_a_summary()
    {
        var document = (await simulator.SendAsync("GET", "/openapi/v1.json")).Json;

        foreach (var (path, operations) in document["paths"]!.AsObject())
        {
            foreach (var (method, operation) in operations!.AsObject())
            {
                ((string?)operation!["operationId"]).ShouldNotBeNullOrEmpty($"{method} {path}");
                ((string?)operation["summary"]).ShouldNotBeNullOrEmpty($"{method} {path}");
            }
        }

        Types(document["components"]!["schemas"]!)
            .ShouldAllBe(types => !types.Contains("string") || !types.Contains("number") && !types.Contains("integer"));
    }

    [Fact]
    public async Task Every_list_declares_its_total()
    {
        var document = (await simulator.SendAsync("GET", "/openapi/v1.json")).Json;
        var lists = document["paths"]!
            .AsObject()
            .Select(path => (Path: path.Key, Ok: path.Value!["get"]?["responses"]?["200"]))
            .Where(list => (string?)list.Ok?["content"]?["application/json"]?["schema"]?["type"] == "array")
            .ToList();

        lists.Count.ShouldBeGreaterThanOrEqualTo(10);
        lists.ShouldAllBe(list => (string?)list.Ok!["headers"]!["X-Total-Count"]!["schema"]!["type"] == "integer");
    }

    private static IEnumerable<string[]> Types(JsonNode? node)
    {
        if (node is JsonObject fields)
        {
            if (fields["type"] is JsonArray types)
            {
                yield return [.. types.Select(type => (string)type!)];
            }

            foreach (var inner in fields.SelectMany(field => Types(field.Value)))
            {
                yield return inner;
            }
        }
        else if (node is JsonArray items)
        {
            foreach (var inner in items.SelectMany(Types))
            {
                yield return inner;
            }
        }
    }
}
