using System.Text.Json;

namespace Server.Scenarios;

/// <summary>Frames in a trace.</summary>
internal static class FrameText
{
    /// <summary>True when a frame is one JSON array, and not something that a bad network has made of it.</summary>
    public static bool IsJson(ReadOnlySpan<byte> utf8)
    {
        try
        {
            var reader = new Utf8JsonReader(utf8);
            return reader.Read() && reader.TokenType == JsonTokenType.StartArray && reader.TrySkip() && !reader.Read();
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
