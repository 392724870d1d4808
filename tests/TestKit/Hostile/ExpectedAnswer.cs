using System.Text.Json;
using System.Text.RegularExpressions;
using System.Text.Unicode;
using ChargePoints;
using Ocpp.V16;

namespace TestKit.Hostile;

/// <summary>
/// What a frame of a CSMS must come to, by the rules of OCPP-J 1.6 §4.2 and read with another reader than the charge point's: nothing, or
/// exactly one answer to an id, an error of these codes or, with no code, a result as well.
/// </summary>
/// <param name="Id">The message id to answer to; null when nothing may be sent.</param>
/// <param name="Codes">The codes that a CALLERROR may have.</param>
/// <param name="IsValid">True when the call is valid, and a CALLRESULT is the usual answer.</param>
/// <param name="Action">The action as the charge point names it.</param>
public sealed partial record ExpectedAnswer(string? Id, IReadOnlyList<string> Codes, bool IsValid, string Action)
{
    private const int MostIdCharacters = 36;
    private static readonly ExpectedAnswer Nothing = new(null, [], false, "");
    private static readonly string[] OfPayloads =
    [
        "FormationViolation",
        "ProtocolError",
        "OccurenceConstraintViolation",
        "TypeConstraintViolation",
        "PropertyConstraintViolation",
    ];

    // Of calls that are valid and yet not served as they are.
    private static readonly string[] OfFeatures =
    [
        "NotSupported",
        "PropertyConstraintViolation",
        "OccurenceConstraintViolation",
    ];

    /// <summary>What the frame must come to, unless the charge point rejects to speak at all.</summary>
    /// <param name="utf8">The frame.</param>
    /// <param name="quirks">Of the charge point.</param>
    public static ExpectedAnswer To(ReadOnlyMemory<byte> utf8, IReadOnlyList<Quirk>? quirks = null)
    {
        if (!TryParse(utf8, out JsonElement frame) || !IsType(frame, 2) || frame.GetArrayLength() < 4)
        {
            return Nothing;
        }
        if (TextOf(frame[1]) is not { } id)
        {
            return Nothing;
        }
        string? name = TextOf(frame[2]);
        if (id.Length > MostIdCharacters)
        {
            return new(id, ["GenericError"], false, name ?? "");
        }
        if (name is null || frame.GetArrayLength() > 4)
        {
            return new(id, ["FormationViolation"], false, name ?? "");
        }
        if (OcppAction.Find(name) is not { } action)
        {
            return new(id, ["NotImplemented"], false, name);
        }
        if (!action.Direction.HasFlag(Direction.FromCentralSystem))
        {
            return new(id, ["NotSupported"], false, name);
        }
        bool isValid =
            Decodes(action, frame[3].GetRawText())
            || (quirks?.Contains(Quirk.TransactionIdAsString) == true && Decodes(action, Numbered(frame[3])));
        // UpdateFirmware has no status to refuse with while an installation cannot be broken off.
        string[] ofFeatures = name == "UpdateFirmware" ? [.. OfFeatures, "GenericError"] : OfFeatures;
        return new(id, isValid ? ofFeatures : OfPayloads, isValid, name);
    }

    private static bool Decodes(OcppAction action, string payload) =>
        action.Request.Decode(System.Text.Encoding.UTF8.GetBytes(payload), out _) is not null;

    // With transaction ids as the numbers that their texts are.
    private static string Numbered(JsonElement payload)
    {
        string text = payload.GetRawText();
        foreach (Match id in QuotedId().Matches(text))
        {
            text = text.Replace(
                id.Value,
                $"{id.Groups["name"].Value}{id.Groups["number"].Value}",
                StringComparison.Ordinal
            );
        }
        return text;
    }

    [GeneratedRegex(
        "(?<name>\"transactionId\"\\s*:\\s*)\"(?<number>0|-?[1-9][0-9]{0,9})\"",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex QuotedId();

    /// <summary>The id that an answer of the CSMS is to, empty when it has none; null when the frame is no answer.</summary>
    public static string? Answers(ReadOnlyMemory<byte> utf8)
    {
        if (!TryParse(utf8, out JsonElement frame) || frame.GetArrayLength() < 2)
        {
            return null;
        }
        return IsType(frame, 4)
            ? TextOf(frame[1]) is { } id and not "-1"
                ? id
                : ""
            : IsType(frame, 3) && frame.GetArrayLength() > 2
                ? TextOf(frame[1])
                : null;
    }

    /// <summary>The payload of a CALLRESULT, as it is.</summary>
    public static byte[] Result(ReadOnlyMemory<byte> utf8) =>
        TryParse(utf8, out JsonElement frame) && IsType(frame, 3) && frame.GetArrayLength() > 2
            ? System.Text.Encoding.UTF8.GetBytes(frame[2].GetRawText())
            : [];

    private static bool TryParse(ReadOnlyMemory<byte> utf8, out JsonElement frame)
    {
        frame = default;
        if (!Utf8.IsValid(utf8.Span))
        {
            return false;
        }
        try
        {
            using JsonDocument document = JsonDocument.Parse(utf8);
            frame = document.RootElement.Clone();
            return frame.ValueKind == JsonValueKind.Array && frame.GetArrayLength() > 0;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static bool IsType(JsonElement frame, int type) =>
        frame[0].ValueKind == JsonValueKind.Number && frame[0].TryGetInt32(out int number) && number == type;

    private static string? TextOf(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.String)
        {
            return null;
        }
        try
        {
            return element.GetString();
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair: no text.
            return null;
        }
    }
}
