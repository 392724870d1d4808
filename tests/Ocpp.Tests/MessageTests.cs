using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ocpp.Rpc;
using Ocpp.V16;

namespace Ocpp.Tests;

/// <summary>Every message, one by one, against payloads made from the official schemas.</summary>
public class MessageTests
{
    public static TheoryData<string> Names => [.. OfficialSchemas.Payloads.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_message_survives_the_round_trip(string name)
    {
        Payload payload = OfficialSchemas.Payloads[name];
        foreach (bool withOptional in new[] { true, false })
        {
            JsonNode json = PayloadSamples.Valid(payload.Schema, withOptional);
            RoundTrip(payload, json.ToJsonString()).ShouldBe(Canonical(json));
        }
        var random = new Random(1);
        for (int i = 0; i < 50; i++)
        {
            JsonNode json = PayloadSamples.Random(name, payload.Schema, random);
            RoundTrip(payload, json.ToJsonString()).ShouldBe(Canonical(json));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_message_with_one_thing_wrong_is_refused_with_its_code_and_path(string name)
    {
        Payload payload = OfficialSchemas.Payloads[name];
        int count = 0;
        foreach (Mutation mutation in PayloadSamples.Mutations(payload.Schema))
        {
            string json = mutation.Json?.ToJsonString() ?? "null";
            string what = $"{mutation.What} at \"{mutation.Path}\": {json}";
            payload.Type.Decode(Encoding.UTF8.GetBytes(json), out PayloadError error).ShouldBeNull(what);
            error.Code.ShouldBe(mutation.Expected, what);
            error.Path.ShouldBe(mutation.Path, what);
            error.Message.ShouldNotBeEmpty(what);
            count++;
        }
        count.ShouldBeGreaterThan(payload.Schema.Fields.Length * 3);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_enum_value_is_accepted_and_comes_back(string name)
    {
        Payload payload = OfficialSchemas.Payloads[name];
        foreach (SchemaField field in payload.Schema.Fields.Where(f => f.Schema.Enum is not null))
        {
            foreach (string value in field.Schema.Enum!)
            {
                JsonObject json = PayloadSamples.Valid(payload.Schema, withOptional: true).AsObject();
                json[field.Name] = value;
                RoundTrip(payload, json.ToJsonString()).ShouldBe(Canonical(json));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Null_is_taken_for_an_empty_payload(string name)
    {
        Payload payload = OfficialSchemas.Payloads[name];
        object? ofNull = payload.Type.Decode("null"u8, out PayloadError nullError);
        object? ofEmpty = payload.Type.Decode("{}"u8, out PayloadError emptyError);
        ofNull.ShouldBe(ofEmpty);
        nullError.ShouldBe(emptyError);
        (ofNull is null).ShouldBe(payload.Schema.Fields.Any(f => f.IsRequired));
    }

    [Fact]
    public void Integers_below_the_specifications_minimum_are_refused()
    {
        foreach ((string place, int minimum) in Differences.Minimums)
        {
            (Payload payload, string path) = Place(place);
            JsonObject json = PayloadSamples.Valid(payload.Schema, withOptional: true).AsObject();
            Set(json, path, minimum);
            payload.Type.Decode(Utf8(json), out PayloadError _).ShouldNotBeNull(place);
            Set(json, path, minimum - 1);
            payload.Type.Decode(Utf8(json), out PayloadError error).ShouldBeNull(place);
            error.Code.ShouldBe(RpcErrorCode.PropertyConstraintViolation);
            error.Path.ShouldBe(path);
        }
    }

    [Fact]
    public void Arrays_that_need_an_element_are_refused_when_empty()
    {
        foreach (string place in Differences.NotEmpty)
        {
            (Payload payload, string path) = Place(place);
            JsonObject json = PayloadSamples.Valid(payload.Schema, withOptional: true).AsObject();
            Set(json, path, new JsonArray());
            payload.Type.Decode(Utf8(json), out PayloadError error).ShouldBeNull(place);
            error.Code.ShouldBe(RpcErrorCode.OccurenceConstraintViolation);
            error.Path.ShouldBe(path.Replace("[]", "[0]"));
        }
    }

    private static (Payload Payload, string Path) Place(string place)
    {
        string[] parts = place.Split(' ');
        return (OfficialSchemas.Payloads[parts[0]], parts[1]);
    }

    private static void Set(JsonObject json, string path, JsonNode value)
    {
        string[] steps = path.Split('.');
        JsonNode owner = json;
        foreach (string step in steps[..^1])
        {
            owner = step.EndsWith("[]", StringComparison.Ordinal) ? owner[step[..^2]]![0]! : owner[step]!;
        }
        owner[steps[^1]] = value;
    }

    private static byte[] Utf8(JsonNode json) => Encoding.UTF8.GetBytes(json.ToJsonString());

    private static string RoundTrip(Payload payload, string json)
    {
        object? value = payload.Type.Decode(Encoding.UTF8.GetBytes(json), out PayloadError error);
        value.ShouldNotBeNull($"{json}: {error}");
        return Canonical(JsonNode.Parse(Encode(payload.Type, value))!);
    }

    internal static string Encode(PayloadType type, object value)
    {
        var output = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(output);
        type.WriteObject(writer, value);
        writer.Flush();
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    /// <summary>The same payload in a form that can be compared: fields by name, times in UTC to the millisecond.</summary>
    private static string Canonical(JsonNode? node) =>
        node switch
        {
            JsonObject o =>
                $"{{{string.Join(',', o.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => $"{p.Key}:{Canonical(p.Value)}"))}}}",
            JsonArray a => $"[{string.Join(',', a.Select(Canonical))}]",
            JsonValue v when v.GetValueKind() == JsonValueKind.String => CanonicalText(v.GetValue<string>()),
            _ => node!.ToJsonString(),
        };

    private static string CanonicalText(string text) =>
        text.Length >= 19
        && text[4] == '-'
        && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTimeOffset time)
            ? time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fff")
            : $"\"{text}\"";
}
