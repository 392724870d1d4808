using System.Text.Json;

namespace Simulation.Replay;

/// <summary>Reads payloads whose texts can be read as well: JSON allows half a surrogate pair as an escape, and no text has one.</summary>
internal static class PayloadReader
{
    public static bool TryRead(ReadOnlyMemory<byte> utf8, out JsonElement value)
    {
        value = default;
        var reader = new Utf8JsonReader(utf8.Span);
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName && reader.ValueIsEscaped)
                {
                    reader.GetString();
                }
            }
            using var document = JsonDocument.Parse(utf8);
            value = document.RootElement.Clone();
            return true;
        }
        catch (Exception bad) when (bad is InvalidOperationException or JsonException)
        {
            return false;
        }
    }
}
