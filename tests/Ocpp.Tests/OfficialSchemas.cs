using System.Diagnostics;
using System.Reflection;
using System.Text;
using System.Text.Json;
using Ocpp.V16;

namespace Ocpp.Tests;

/// <summary>One JSON schema, or a part of one, with references resolved.</summary>
internal sealed record SchemaNode
{
    public required string Type { get; init; }
    public int? MaxLength { get; init; }
    public string? Format { get; init; }
    public string[]? Enum { get; init; }
    public bool HasOneDecimal { get; init; }
    public SchemaNode? Items { get; init; }
    public int MinItems { get; init; }
    public SchemaField[] Fields { get; init; } = [];

    public static SchemaNode Parse(JsonElement schema, JsonElement root)
    {
        if (schema.TryGetProperty("$ref", out JsonElement reference))
        {
            string name = reference.GetString()!["#/definitions/".Length..];
            return Parse(root.GetProperty("definitions").GetProperty(name), root);
        }
        var node = new SchemaNode
        {
            Type = schema.GetProperty("type").GetString()!,
            MaxLength = schema.TryGetProperty("maxLength", out JsonElement length) ? length.GetInt32() : null,
            Format = schema.TryGetProperty("format", out JsonElement format) ? format.GetString() : null,
            Enum = schema.TryGetProperty("enum", out JsonElement values)
                ? [.. values.EnumerateArray().Select(v => v.GetString()!)]
                : null,
            HasOneDecimal = schema.TryGetProperty("multipleOf", out JsonElement step) && step.GetDecimal() == 0.1m,
            Items = schema.TryGetProperty("items", out JsonElement items) ? Parse(items, root) : null,
            MinItems = schema.TryGetProperty("minItems", out JsonElement least) ? least.GetInt32() : 0,
            Fields = schema.TryGetProperty("properties", out JsonElement properties)
                ? [.. properties.EnumerateObject().Select(p => ParseField(p, schema, root))]
                : [],
        };
        if (node.Type == "object")
        {
            schema.GetProperty("additionalProperties").GetBoolean().ShouldBeFalse();
        }
        return node;
    }

    private static SchemaField ParseField(JsonProperty property, JsonElement owner, JsonElement root) =>
        new(
            property.Name,
            owner.TryGetProperty("required", out JsonElement required)
                && required.EnumerateArray().Any(name => name.GetString() == property.Name),
            Parse(property.Value, root)
        );
}

internal sealed record SchemaField(string Name, bool IsRequired, SchemaNode Schema);

/// <summary>A message payload: ours, and what the official schema says about it.</summary>
internal sealed record Payload(string Name, PayloadType Type, SchemaNode Schema)
{
    public string SchemaId => $"urn:{Name}";

    public override string ToString() => Name;
}

/// <summary>The official schemas, from the npm package that ships them.</summary>
internal static class OfficialSchemas
{
    private static readonly string Folder = typeof(OfficialSchemas)
        .Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(a => a.Key == "SchemasDirectory")
        .Value!;

    /// <summary>The schemas by id: <c>urn:Authorize.req</c>, <c>urn:Authorize.conf</c>, …</summary>
    public static readonly IReadOnlyDictionary<string, SchemaNode> ById = Load();

    /// <summary>All 78 payloads by name: <c>Authorize.req</c>, <c>Authorize.conf</c>, …</summary>
    public static readonly IReadOnlyDictionary<string, Payload> Payloads = OcppAction
        .All.SelectMany(action =>
            new[]
            {
                new Payload($"{action.Name}.req", action.Request, ById[$"urn:{action.Name}.req"]),
                new Payload($"{action.Name}.conf", action.Response, ById[$"urn:{action.Name}.conf"]),
            }
        )
        .ToDictionary(p => p.Name);

    /// <summary>
    /// What the schemas have against each payload; null for nothing. All of them go through one process, which is given
    /// a minute.
    /// </summary>
    public static async Task<IReadOnlyList<string?>> ValidateAsync(
        IReadOnlyList<(Payload Payload, string Json)> samples
    )
    {
        var start = new ProcessStartInfo("node")
        {
            WorkingDirectory = Folder,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            StandardOutputEncoding = Encoding.UTF8,
        };
        start.ArgumentList.Add("validate.cjs");
        using Process node = Process.Start(start)!;
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        await using var killed = limit.Token.Register(() => node.Kill());
        Task<string> output = node.StandardOutput.ReadToEndAsync(limit.Token);
        foreach ((Payload payload, string json) in samples)
        {
            json.ShouldNotContain("\n");
            await node.StandardInput.WriteLineAsync($"{payload.SchemaId} {json}".AsMemory(), limit.Token);
        }
        node.StandardInput.Close();
        string[] lines = (await output).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        await node.WaitForExitAsync(limit.Token);
        lines.Length.ShouldBe(samples.Count);
        return [.. lines.Select(line => line == "ok" ? null : line)];
    }

    private static Dictionary<string, SchemaNode> Load()
    {
        string file = Path.Combine(Folder, "node_modules", "ocpp-rpc", "lib", "schemas", "ocpp1_6.json");
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(file));
        return document
            .RootElement.EnumerateArray()
            .ToDictionary(s => s.GetProperty("$id").GetString()!, s => SchemaNode.Parse(s, s));
    }
}
