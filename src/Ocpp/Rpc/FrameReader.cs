using System.Text.Json;
using System.Text.Unicode;
using Ocpp.V16;

namespace Ocpp.Rpc;

/// <summary>Takes frames apart (OCPP-J 1.6 §4.2), with the tolerance that real peers need. Never throws.</summary>
public static class FrameReader
{
    /// <summary>
    /// Reads a frame. False when it is nothing that can be answered or paired: no JSON array in UTF-8, too short, an id
    /// that is no string, a message type other than 2, 3 and 4.
    /// </summary>
    /// <param name="utf8">The text of one WebSocket message.</param>
    /// <param name="frame">
    /// The frame; its payload is a slice of <paramref name="utf8"/>. Without one it says at most that its type is not known.
    /// </param>
    /// <param name="problem">Why it could not be read; otherwise empty.</param>
    public static bool TryRead(ReadOnlyMemory<byte> utf8, out Frame frame, out string problem)
    {
        frame = default;
        problem = "";
        if (!Utf8.IsValid(utf8.Span))
        {
            problem = "not valid UTF-8";
            return false;
        }
        try
        {
            var reader = new Utf8JsonReader(utf8.Span);
            reader.Read();
            if (reader.TokenType != JsonTokenType.StartArray)
            {
                problem = "not a JSON array";
                return false;
            }
            reader.Read();
            if (reader.TokenType != JsonTokenType.Number || !reader.TryGetInt32(out int type))
            {
                problem = "the first element is not a message type number";
                return false;
            }
            switch (type)
            {
                case (int)MessageType.Call:
                    return TryReadCall(ref reader, utf8, out frame, out problem);
                case (int)MessageType.CallResult:
                    return TryReadResult(ref reader, utf8, out frame, out problem);
                case (int)MessageType.CallError:
                    return TryReadError(ref reader, out frame, out problem);
                default:
                    frame = frame with { IsOfUnknownType = true };
                    problem = $"message type {type} is not known";
                    return false;
            }
        }
        catch (JsonException e)
        {
            frame = default;
            problem = $"not valid JSON (byte {e.BytePositionInLine})";
            return false;
        }
    }

    private static bool TryReadCall(
        ref Utf8JsonReader reader,
        ReadOnlyMemory<byte> utf8,
        out Frame frame,
        out string problem
    )
    {
        frame = default;
        if (!TryReadId(ref reader, out string id, out problem))
        {
            return false;
        }
        string? flaw = null;
        string name = "";
        OcppAction? action = null;
        reader.Read();
        if (reader.TokenType == JsonTokenType.EndArray)
        {
            problem = "a CALL without action and payload";
            return false;
        }
        if (reader.TokenType == JsonTokenType.String && JsonText.TryGetString(ref reader, out name))
        {
            action = OcppAction.Find(name);
        }
        else
        {
            flaw = "the action is not a string";
            reader.Skip();
        }
        reader.Read();
        if (reader.TokenType == JsonTokenType.EndArray)
        {
            problem = "a CALL without payload";
            return false;
        }
        ReadOnlyMemory<byte> payload = Slice(ref reader, utf8);
        reader.Read();
        if (reader.TokenType != JsonTokenType.EndArray)
        {
            flaw ??= "a CALL has four elements";
            SkipRest(ref reader);
        }
        ExpectEnd(ref reader);
        frame = new Frame
        {
            Type = MessageType.Call,
            MessageId = id,
            Action = action?.Name ?? name,
            KnownAction = action,
            Payload = payload,
            ErrorDescription = "",
            Flaw = flaw,
        };
        return true;
    }

    private static bool TryReadResult(
        ref Utf8JsonReader reader,
        ReadOnlyMemory<byte> utf8,
        out Frame frame,
        out string problem
    )
    {
        frame = default;
        if (!TryReadId(ref reader, out string id, out problem))
        {
            return false;
        }
        reader.Read();
        if (reader.TokenType == JsonTokenType.EndArray)
        {
            problem = "a CALLRESULT without payload";
            return false;
        }
        ReadOnlyMemory<byte> payload = Slice(ref reader, utf8);
        reader.Read();
        SkipRest(ref reader);
        ExpectEnd(ref reader);
        frame = new Frame
        {
            Type = MessageType.CallResult,
            MessageId = id,
            Action = "",
            Payload = payload,
            ErrorDescription = "",
        };
        return true;
    }

    /// <summary>Everything after the id may be missing or of another type.</summary>
    private static bool TryReadError(ref Utf8JsonReader reader, out Frame frame, out string problem)
    {
        problem = "";
        string id = "";
        reader.Read();
        if (reader.TokenType == JsonTokenType.EndArray)
        {
            frame = default;
            problem = "a CALLERROR without id";
            return false;
        }
        if (reader.TokenType == JsonTokenType.String && JsonText.TryGetString(ref reader, out string text))
        {
            id = text is "-1" ? "" : text;
        }
        else
        {
            reader.Skip();
        }
        string code = ReadOptionalString(ref reader);
        string description = ReadOptionalString(ref reader);
        if (reader.TokenType != JsonTokenType.EndArray)
        {
            reader.Read();
            SkipRest(ref reader);
        }
        ExpectEnd(ref reader);
        var errorCode = RpcErrorCodes.Parse(code, out bool isKnown);
        frame = new Frame
        {
            Type = MessageType.CallError,
            MessageId = id,
            Action = "",
            ErrorCode = errorCode,
            ErrorDescription =
                isKnown || code.Length == 0 ? description
                : description.Length == 0 ? code
                : $"{code}: {description}",
        };
        return true;
    }

    private static bool TryReadId(ref Utf8JsonReader reader, out string id, out string problem)
    {
        id = "";
        reader.Read();
        bool isRead = reader.TokenType == JsonTokenType.String && JsonText.TryGetString(ref reader, out id);
        problem = isRead ? "" : "the message id is not a string";
        return isRead;
    }

    /// <summary>The next element when it is a string, empty when it is something else or missing.</summary>
    private static string ReadOptionalString(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.EndArray)
        {
            return "";
        }
        reader.Read();
        if (reader.TokenType == JsonTokenType.String && JsonText.TryGetString(ref reader, out string text))
        {
            return text;
        }
        if (reader.TokenType != JsonTokenType.EndArray)
        {
            reader.Skip();
        }
        return "";
    }

    /// <summary>The bytes of the value that the reader stands on; leaves the reader at its end.</summary>
    private static ReadOnlyMemory<byte> Slice(ref Utf8JsonReader reader, ReadOnlyMemory<byte> utf8)
    {
        int start = (int)reader.TokenStartIndex;
        reader.Skip();
        return utf8[start..(int)reader.BytesConsumed];
    }

    /// <summary>Passes over the elements from the one that the reader stands on to the end of the frame.</summary>
    private static void SkipRest(ref Utf8JsonReader reader)
    {
        while (reader.TokenType != JsonTokenType.EndArray)
        {
            reader.Skip();
            reader.Read();
        }
    }

    /// <summary>Reading past the end makes the reader check that nothing follows the array.</summary>
    private static void ExpectEnd(ref Utf8JsonReader reader) => reader.Read();
}
