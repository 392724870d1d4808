using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Ocpp.V16;

namespace Ocpp.Tests;

/// <summary>
/// We and the official schemas, run by a third party's validator, come to the same verdict on generated payloads; and what
/// we write is valid to the schemas.
/// </summary>
public partial class SchemaAgreementTests
{
    private const int SamplesPerPayload = 100;

    [Fact]
    public async Task Valid_payloads_are_valid_to_both_and_what_we_write_is_valid_to_the_schemas()
    {
        var random = new Random(2);
        var samples = new List<(Payload Payload, string Json)>();
        foreach (Payload payload in OfficialSchemas.Payloads.Values)
        {
            for (int i = 0; i < SamplesPerPayload; i++)
            {
                string json = PayloadSamples.Random(payload.Name, payload.Schema, random).ToJsonString();
                object? value = payload.Type.Decode(Encoding.UTF8.GetBytes(json), out PayloadError error);
                value.ShouldNotBeNull($"{payload}: {error}: {json}");
                samples.Add((payload, json));
                samples.Add((payload, MessageTests.Encode(payload.Type, value)));
            }
        }
        IReadOnlyList<string?> verdicts = await OfficialSchemas.ValidateAsync(samples);
        for (int i = 0; i < samples.Count; i++)
        {
            verdicts[i].ShouldBeNull($"{samples[i].Payload}: {samples[i].Json}");
        }
    }

    [Fact]
    public async Task Payloads_with_one_thing_wrong_are_invalid_to_both()
    {
        var samples = new List<(Payload Payload, string Json)>();
        foreach (Payload payload in OfficialSchemas.Payloads.Values)
        {
            foreach (Mutation mutation in PayloadSamples.Mutations(payload.Schema).Where(m => m.What != "too large"))
            {
                string json = mutation.Json?.ToJsonString() ?? "null";
                payload.Type.Decode(Encoding.UTF8.GetBytes(json), out _).ShouldBeNull($"{payload}: {json}");
                samples.Add((payload, json));
            }
        }
        IReadOnlyList<string?> verdicts = await OfficialSchemas.ValidateAsync(samples);
        for (int i = 0; i < samples.Count; i++)
        {
            verdicts[i].ShouldNotBeNull($"{samples[i].Payload}: {samples[i].Json}");
        }
    }

    /// <summary>Payloads changed at random, several times over, so that neither side's verdict is known beforehand.</summary>
    [Fact]
    public async Task On_payloads_changed_at_random_the_verdicts_are_the_same()
    {
        var random = new Random(3);
        var samples = new List<(Payload Payload, string Json)>();
        var ours = new List<bool>();
        foreach (Payload payload in OfficialSchemas.Payloads.Values)
        {
            for (int i = 0; i < SamplesPerPayload; i++)
            {
                JsonNode json = PayloadSamples.Random(payload.Name, payload.Schema, random);
                for (int changes = random.Next(1, 3); changes > 0; changes--)
                {
                    Change(json, random);
                }
                string text = json.ToJsonString();
                byte[] utf8 = Encoding.UTF8.GetBytes(text);
                object? value = payload.Type.Decode(utf8, out PayloadError error);
                // What a peer is told is among all that is wrong.
                IReadOnlyList<PayloadError> problems = payload.Type.Problems(utf8);
                (problems.Count == 0).ShouldBe(value is not null, $"{payload}: {text}");
                (value is not null || problems.Contains(error)).ShouldBeTrue($"{payload}: {text}");
                if (IsListedDifference(payload, error))
                {
                    continue;
                }
                samples.Add((payload, text));
                ours.Add(value is not null);
            }
        }
        IReadOnlyList<string?> verdicts = await OfficialSchemas.ValidateAsync(samples);
        for (int i = 0; i < samples.Count; i++)
        {
            (verdicts[i] is null).ShouldBe(ours[i], $"{samples[i].Payload}: {samples[i].Json}: {verdicts[i]}");
        }
        ours.Count(isValid => isValid).ShouldBeGreaterThan(100);
        ours.Count(isValid => !isValid).ShouldBeGreaterThan(1000);
    }

    /// <summary>
    /// What differs on purpose, besides <see cref="Differences"/>: an empty payload may be null; numbers must fit 32 bits,
    /// fields come once and times are real. The validator is lax about the zone of a time, which suits what is on the wire.
    /// </summary>
    [Theory]
    [InlineData("Heartbeat.req", "null", true)]
    [InlineData("RemoteStopTransaction.req", """{"transactionId":2147483648}""", false)]
    [InlineData("RemoteStopTransaction.req", """{"transactionId":1e300}""", false)]
    [InlineData("RemoteStopTransaction.req", """{"transactionId":1,"transactionId":1}""", false)]
    [InlineData("Heartbeat.conf", """{"currentTime":"2026-01-31T12:00:00+25:00"}""", false)]
    [InlineData("Heartbeat.conf", """{"currentTime":"0000-01-31T12:00:00Z"}""", false)]
    [InlineData("Heartbeat.conf", """{"currentTime":"2026-01-31T12:00:00,5Z"}""", true)]
    [InlineData("DataTransfer.req", """{"vendorId":"half of a pair: \ud800"}""", false)]
    public async Task Listed_differences_are_differences(string name, string json, bool ours)
    {
        Payload payload = OfficialSchemas.Payloads[name];
        (payload.Type.Decode(Encoding.UTF8.GetBytes(json), out _) is not null).ShouldBe(ours);
        ((await OfficialSchemas.ValidateAsync([(payload, json)]))[0] is null).ShouldBe(!ours);
    }

    [Theory]
    [InlineData("""{"transactionId":5.0}""")]
    [InlineData("""{"transactionId":5e2}""")]
    public async Task A_whole_number_written_with_a_point_or_an_exponent_is_an_integer_to_both(string json)
    {
        Payload payload = OfficialSchemas.Payloads["RemoteStopTransaction.req"];
        payload.Type.Decode(Encoding.UTF8.GetBytes(json), out _).ShouldNotBeNull();
        (await OfficialSchemas.ValidateAsync([(payload, json)])).ShouldBe([null]);
    }

    private static bool IsListedDifference(Payload payload, PayloadError error)
    {
        string place = $"{payload.Name} {AnyIndex().Replace(error.Path ?? "", "[]")}";
        return (Differences.Minimums.ContainsKey(place) && error.Message.EndsWith("or more", StringComparison.Ordinal))
            || (Differences.NotEmpty.Contains(place) && error.Message.Contains("at least"));
    }

    [GeneratedRegex(@"\[\d+\]", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex AnyIndex();

    /// <summary>Replaces, removes, doubles or adds something somewhere.</summary>
    private static void Change(JsonNode node, Random random)
    {
        JsonNode? inner = node switch
        {
            JsonObject { Count: > 0 } o => o.ElementAt(random.Next(o.Count)).Value,
            JsonArray { Count: > 0 } a => a[random.Next(a.Count)],
            _ => null,
        };
        if (inner is JsonObject or JsonArray && random.Next(3) > 0)
        {
            Change(inner, random);
            return;
        }
        JsonNode? other = random.Next(7) switch
        {
            0 => null,
            1 => -1,
            2 => 0.25m,
            3 => "Accepted",
            4 => "2026-01-31T12:00:00Z",
            5 => new string('y', random.Next(1000)),
            _ => new JsonArray(),
        };
        if (node is JsonObject owner)
        {
            string name = owner.Count == 0 ? "status" : owner.ElementAt(random.Next(owner.Count)).Key;
            if (random.Next(3) == 0)
            {
                owner.Remove(name);
            }
            else
            {
                owner[random.Next(5) == 0 ? "value" : name] = other;
            }
        }
        else if (node is JsonArray array)
        {
            array.Add(array.Count > 0 && random.Next(2) == 0 ? array[0]?.DeepClone() : other);
        }
    }
}
