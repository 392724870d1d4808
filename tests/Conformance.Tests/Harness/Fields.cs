using System.Text.Json;
using System.Text.Json.Nodes;
using TestKit;

namespace Conformance.Tests.Harness;

/// <summary>Holds the payload of a frame against the fields that a test names.</summary>
internal static class Fields
{
    /// <summary>What is not as named: each field must be there with that value, or absent where null is named.</summary>
    /// <returns>Null when all is as named; fields that are not named may be anything.</returns>
    public static string? Mismatch(SentFrame frame, object? expected)
    {
        if (expected is null)
        {
            return null;
        }
        foreach ((string name, JsonNode? value) in JsonSerializer.SerializeToNode(expected)!.AsObject())
        {
            JsonNode? actual = frame.Payload[name];
            if (!JsonNode.DeepEquals(actual, value))
            {
                return $"{name} is {Text(actual)} and not {Text(value)} in {frame}.";
            }
        }
        return null;
    }

    private static string Text(JsonNode? value) => value?.ToJsonString() ?? "absent";
}
