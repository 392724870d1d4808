using System.Text.Json.Nodes;
using Ocpp.Rpc;

namespace Ocpp.Tests;

/// <summary>A payload with one thing wrong, and how it must be refused.</summary>
internal sealed record Mutation(string What, string Path, JsonNode? Json, RpcErrorCode Expected);

/// <summary>Payloads made from the official schemas, not from our shapes.</summary>
internal static class PayloadSamples
{
    /// <summary>A valid payload with every field, or with the required ones only.</summary>
    public static JsonNode Valid(SchemaNode schema, bool withOptional) =>
        schema switch
        {
            { Type: "object" } => new JsonObject(
                schema
                    .Fields.Where(f => f.IsRequired || withOptional)
                    .Select(f => KeyValuePair.Create(f.Name, (JsonNode?)Valid(f.Schema, withOptional)))
            ),
            { Type: "array" } => new JsonArray(
                Valid(schema.Items!, withOptional: true),
                Valid(schema.Items!, withOptional: false)
            ),
            { Type: "string", Enum: { } names } => names[^1],
            { Type: "string", Format: "date-time" } => "2026-01-31T12:00:00Z",
            { Type: "string", Format: "uri" } => "https://example.com/a?b=c",
            { Type: "string" } => new string('x', schema.MaxLength ?? 3),
            { Type: "integer" } => 7,
            { Type: "number" } => 16.1m,
            _ => true,
        };

    /// <summary>Every way to break one constraint of the schema, each with the code of OCPP-J 1.6 §4.2.3.</summary>
    public static IEnumerable<Mutation> Mutations(SchemaNode schema) => Mutations(schema, "", isRoot: true);

    /// <summary>A valid payload with fields, lengths, values and counts at random.</summary>
    public static JsonNode Random(string name, SchemaNode schema, Random random) => Random(name, schema, "", random);

    private static IEnumerable<Mutation> Mutations(SchemaNode schema, string path, bool isRoot)
    {
        RpcErrorCode wrongType = isRoot ? RpcErrorCode.FormationViolation : RpcErrorCode.TypeConstraintViolation;
        foreach (JsonNode? other in OfOtherTypes(schema.Type).Where(o => o is not null || !isRoot))
        {
            yield return new("wrong type", path, other, wrongType);
        }
        IEnumerable<Mutation> inner = schema switch
        {
            { Type: "object" } => ObjectMutations(schema, path),
            { Type: "array" } => ArrayMutations(schema, path),
            { Type: "string", Enum: { } names } => InvalidNames(names)
                .Select(n => new Mutation($"enum \"{n}\"", path, n, RpcErrorCode.PropertyConstraintViolation)),
            { Type: "string", Format: { } format } => InvalidTexts(format)
                .Select(t => new Mutation($"{format} \"{t}\"", path, t, RpcErrorCode.PropertyConstraintViolation)),
            { Type: "string", MaxLength: { } max } =>
            [
                new("too long", path, new string('é', max + 1), RpcErrorCode.PropertyConstraintViolation),
            ],
            { Type: "integer" } =>
            [
                new("fraction", path, 1.5m, RpcErrorCode.TypeConstraintViolation),
                new("too large", path, 2147483648L, RpcErrorCode.PropertyConstraintViolation),
            ],
            { Type: "number" } => [new("two digits", path, 1.25m, RpcErrorCode.PropertyConstraintViolation)],
            _ => [],
        };
        foreach (Mutation mutation in inner)
        {
            yield return mutation;
        }
    }

    private static IEnumerable<Mutation> ObjectMutations(SchemaNode schema, string path)
    {
        string prefix = path.Length == 0 ? "" : $"{path}.";
        JsonObject extra = Valid(schema, withOptional: true).AsObject();
        extra["surplus"] = 1;
        yield return new("surplus field", $"{prefix}surplus", extra, RpcErrorCode.FormationViolation);
        foreach (SchemaField field in schema.Fields)
        {
            if (field.IsRequired)
            {
                JsonObject without = Valid(schema, withOptional: true).AsObject();
                without.Remove(field.Name);
                yield return new("missing", prefix + field.Name, without, RpcErrorCode.ProtocolError);
            }
            JsonObject wrongCase = Valid(schema, withOptional: true).AsObject();
            wrongCase.Insert(0, field.Name.ToUpperInvariant(), wrongCase[field.Name]!.DeepClone());
            yield return new(
                "wrong case",
                prefix + field.Name.ToUpperInvariant(),
                wrongCase,
                RpcErrorCode.FormationViolation
            );
            foreach (Mutation mutation in Mutations(field.Schema, prefix + field.Name, isRoot: false))
            {
                JsonObject broken = Valid(schema, withOptional: true).AsObject();
                broken[field.Name] = mutation.Json;
                yield return mutation with
                {
                    Json = broken,
                };
            }
        }
    }

    private static IEnumerable<Mutation> ArrayMutations(SchemaNode schema, string path)
    {
        if (schema.MinItems > 0)
        {
            yield return new("empty", path, new JsonArray(), RpcErrorCode.OccurenceConstraintViolation);
        }
        foreach (Mutation mutation in Mutations(schema.Items!, $"{path}[1]", isRoot: false))
        {
            JsonNode first = Valid(schema.Items!, withOptional: true);
            yield return mutation with
            {
                Json = new JsonArray(first, mutation.Json),
            };
        }
    }

    private static IEnumerable<JsonNode?> OfOtherTypes(string type) =>
        new (string Type, JsonNode? Json)[]
        {
            ("null", null),
            ("string", "7"),
            ("integer", 7),
            ("boolean", true),
            ("object", new JsonObject()),
            ("array", new JsonArray()),
        }
            .Where(other => other.Type != type && !(type == "number" && other.Type == "integer"))
            .Select(other => other.Json);

    private static IEnumerable<string> InvalidNames(string[] names) =>
        ["", "Nonsense", names[0].ToLowerInvariant() + " ", names[0] + "x"];

    private static IEnumerable<string> InvalidTexts(string format) =>
        format == "uri"
            ? ["", "no scheme", "/path", "http://with blank/"]
            :
            [
                "",
                "yesterday",
                "2026-01-31",
                "2026-02-30T12:00:00Z",
                "2026-01-31T25:00:00Z",
                "2026-01-31T12:00:61Z",
                "2026-01-31T12:00:00Z ",
                "31.01.2026 12:00",
            ];

    private static JsonNode Random(string name, SchemaNode schema, string path, Random random) =>
        schema switch
        {
            { Type: "object" } => new JsonObject(
                schema
                    .Fields.Where(f => f.IsRequired || random.Next(2) == 0)
                    .OrderBy(_ => random.Next())
                    .Select(f =>
                        KeyValuePair.Create(
                            f.Name,
                            (JsonNode?)Random(name, f.Schema, path.Length == 0 ? f.Name : $"{path}.{f.Name}", random)
                        )
                    )
            ),
            { Type: "array" } => new JsonArray([
                .. Enumerable
                    .Range(0, random.Next(Differences.NotEmpty.Contains($"{name} {path}") ? 1 : schema.MinItems, 4))
                    .Select(_ => Random(name, schema.Items!, $"{path}[]", random)),
            ]),
            { Type: "string", Enum: { } names } => names[random.Next(names.Length)],
            { Type: "string", Format: "date-time" } => RandomDateTime(random),
            { Type: "string", Format: "uri" } => RandomUri(random),
            { Type: "string" } => RandomText(schema.MaxLength ?? 40, random),
            { Type: "integer" } => Differences.Minimums.TryGetValue($"{name} {path}", out int minimum)
                ? random.Next(minimum, 10)
                : random.Next(3) switch
                {
                    0 => random.Next(-2, 3),
                    1 => int.MaxValue - random.Next(2),
                    _ => int.MinValue + random.Next(2),
                },
            { Type: "number" } => random.Next(-1000, 100_000) / 10m,
            _ => random.Next(2) == 0,
        };

    private static string RandomDateTime(Random random)
    {
        DateTime time = new DateTime(2000, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddSeconds(random.Next());
        string fraction = random.Next(3) switch
        {
            0 => "",
            1 => ".5",
            _ => $".{random.Next(10_000_000):D7}",
        };
        string zone = random.Next(4) switch
        {
            0 => "z",
            1 => "+00:00",
            2 => "-09:30",
            _ => "Z",
        };
        return $"{time:yyyy-MM-ddTHH:mm:ss}{fraction}{zone}";
    }

    private static string RandomUri(Random random) =>
        new[] { "ftp://user:secret@host:21/folder", "https://h/x", "file:///a%20b", "http://[::1]/" }[random.Next(4)];

    /// <summary>Text of random length up to the limit, of one to four bytes a character, some to be escaped in JSON.</summary>
    private static string RandomText(int maxLength, Random random)
    {
        string[] characters = ["a", "Z", "0", " ", "\"", "\\", "/", "\u0001", "\t", "é", "<", "+", "€", "😀"];
        int length = random.Next(4) == 0 ? maxLength : random.Next(Math.Min(maxLength, 60) + 1);
        return string.Concat(Enumerable.Range(0, length).Select(_ => characters[random.Next(characters.Length)]));
    }
}
