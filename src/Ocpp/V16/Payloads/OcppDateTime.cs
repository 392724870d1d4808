using System.Buffers.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ocpp.V16;

/// <summary>
/// Dates and times on the wire. Written in UTC, in whole seconds or milliseconds. Read with any number of fraction
/// digits (100 ns count), with an offset, or without a zone, which is taken for UTC (OCPP 1.6 §3.14, §3.15).
/// </summary>
public static class OcppDateTime
{
    /// <summary>Longest text that is looked at.</summary>
    private const int MaxLength = 64;

    /// <summary>Reads a date and time such as <c>2026-01-31T12:00:00.5+01:00</c>; the result is in UTC.</summary>
    public static bool TryParse(ReadOnlySpan<byte> utf8, out DateTimeOffset value)
    {
        value = default;
        if (
            utf8.Length is < 19 or > MaxLength
            || !TryReadDigits(utf8[..4], out int year)
            || utf8[4] != '-'
            || !TryReadDigits(utf8[5..7], out int month)
            || utf8[7] != '-'
            || !TryReadDigits(utf8[8..10], out int day)
            || utf8[10] is not ((byte)'T' or (byte)'t' or (byte)' ')
            || !TryReadDigits(utf8[11..13], out int hour)
            || utf8[13] != ':'
            || !TryReadDigits(utf8[14..16], out int minute)
            || utf8[16] != ':'
            || !TryReadDigits(utf8[17..19], out int second)
        )
        {
            return false;
        }
        // A leap second (60) is the first moment of the next minute.
        if (
            year == 0
            || month is 0 or > 12
            || day == 0
            || day > DateTime.DaysInMonth(year, month)
            || hour > 23
            || minute > 59
            || second > 60
            || !TryReadFraction(ref utf8, out long fractionTicks)
            || !TryReadOffset(utf8, out int offsetMinutes)
        )
        {
            return false;
        }
        long ticks =
            new DateTime(year, month, day, hour, minute, 0, DateTimeKind.Utc).Ticks
            + second * TimeSpan.TicksPerSecond
            + fractionTicks
            - offsetMinutes * TimeSpan.TicksPerMinute;
        if (ticks < DateTime.MinValue.Ticks || ticks > DateTime.MaxValue.Ticks)
        {
            return false;
        }
        value = new DateTimeOffset(ticks, TimeSpan.Zero);
        return true;
    }

    /// <summary>Reads the string under the reader.</summary>
    internal static bool TryRead(ref Utf8JsonReader reader, out DateTimeOffset value)
    {
        ReadOnlySpan<byte> raw = reader.ValueSpan;
        if (!reader.ValueIsEscaped)
        {
            return TryParse(raw, out value);
        }
        // Some serialisers escape the plus sign of an offset; six bytes are the longest escape of a character.
        value = default;
        if (raw.Length > MaxLength * 6)
        {
            return false;
        }
        Span<byte> text = stackalloc byte[MaxLength * 6];
        int length = reader.CopyString(text);
        return TryParse(text[..length], out value);
    }

    /// <summary>Writes a date and time in UTC: <c>2026-01-31T12:00:00Z</c>, with milliseconds when there are any.</summary>
    /// <param name="utf8">Room for 24 bytes.</param>
    /// <param name="value">The moment; what is finer than a millisecond is cut off.</param>
    /// <returns>Bytes written.</returns>
    public static int Format(Span<byte> utf8, DateTimeOffset value)
    {
        DateTime utc = value.UtcDateTime;
        Utf8Formatter.TryFormat(utc, utf8, out _, 'O');
        int milliseconds = utc.Millisecond;
        int length = milliseconds == 0 ? 19 : 23;
        utf8[length] = (byte)'Z';
        return length + 1;
    }

    private static bool TryReadFraction(ref ReadOnlySpan<byte> utf8, out long ticks)
    {
        ticks = 0;
        utf8 = utf8[19..];
        if (utf8.IsEmpty || utf8[0] is not ((byte)'.' or (byte)','))
        {
            return true;
        }
        utf8 = utf8[1..];
        long unit = TimeSpan.TicksPerSecond;
        int digits = 0;
        while (digits < utf8.Length && char.IsAsciiDigit((char)utf8[digits]))
        {
            unit /= 10;
            ticks += (utf8[digits] - '0') * unit;
            digits++;
        }
        utf8 = utf8[digits..];
        return digits > 0;
    }

    /// <summary>Nothing, Z, or a sign with hours and perhaps minutes, with or without the colon.</summary>
    private static bool TryReadOffset(ReadOnlySpan<byte> utf8, out int minutes)
    {
        minutes = 0;
        if (utf8.IsEmpty || (utf8.Length == 1 && utf8[0] is (byte)'Z' or (byte)'z'))
        {
            return true;
        }
        bool hasKnownLength = utf8.Length is 3 or 5 || (utf8.Length == 6 && utf8[3] == ':');
        int rest = 0;
        if (
            !hasKnownLength
            || utf8[0] is not ((byte)'+' or (byte)'-')
            || !TryReadDigits(utf8[1..3], out int hours)
            || (utf8.Length > 3 && !TryReadDigits(utf8[^2..], out rest))
            || hours > 23
            || rest > 59
        )
        {
            return false;
        }
        minutes = (hours * 60 + rest) * (utf8[0] == '-' ? -1 : 1);
        return true;
    }

    private static bool TryReadDigits(ReadOnlySpan<byte> utf8, out int value)
    {
        value = 0;
        foreach (byte b in utf8)
        {
            if (!char.IsAsciiDigit((char)b))
            {
                return false;
            }
            value = value * 10 + (b - '0');
        }
        return true;
    }
}

/// <summary>Reads and writes <see cref="OcppDateTime"/>.</summary>
internal sealed class OcppDateTimeConverter : JsonConverter<DateTimeOffset>
{
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && OcppDateTime.TryRead(ref reader, out DateTimeOffset value)
            ? value
            : throw new JsonException("Not a date and time.");

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options)
    {
        Span<byte> text = stackalloc byte[32];
        int length = OcppDateTime.Format(text, value);
        writer.WriteStringValue(text[..length]);
    }
}
