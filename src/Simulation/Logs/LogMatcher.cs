using System.Text;

namespace Simulation.Logs;

/// <summary>A filter made ready to be asked of many lines: of their bytes, so that only what passes is ever made a text.</summary>
internal sealed class LogMatcher
{
    private const byte LetterCase = 0x20;

    private readonly int _categories;
    private readonly LogDirection? _direction;
    private readonly long _from;
    private readonly long _to;
    private readonly bool _problems;
    private readonly byte[]? _type;
    private readonly byte[][]? _actions;
    private readonly byte[] _search;

    public LogMatcher(LogFilter? filter)
    {
        filter ??= new LogFilter();
        _categories = filter.Categories is { } categories
            ? categories.Aggregate(0, (mask, category) => mask | (1 << (int)category))
            : -1;
        _direction = filter.Direction;
        _from = filter.From?.Ticks ?? long.MinValue;
        _to = filter.To?.Ticks ?? long.MaxValue;
        _problems = filter.Problems;
        _type = filter.Type is null ? null : Encoding.UTF8.GetBytes(filter.Type);
        _actions = filter.Actions?.Select(Encoding.UTF8.GetBytes).ToArray();
        _search = Encoding.UTF8.GetBytes(filter.Search ?? "");
    }

    /// <summary>Whether a line passes, given its head and its bytes after it.</summary>
    public bool Passes(in LogHead head, ReadOnlySpan<byte> body)
    {
        if (!PassesHead(head.Category, head.Direction, head.Ticks) || (_problems && head.ProblemLength == 0))
        {
            return false;
        }
        var type = body[..head.TypeLength];
        var action = body.Slice(head.TypeLength, head.ActionLength);
        return PassesNames(type, action) && (_search.Length == 0 || Contains(head, body));
    }

    /// <summary>Whether a line passes that is on its way into a log.</summary>
    public bool Passes(in LogLine line, ReadOnlySpan<byte> payload)
    {
        if (
            !PassesHead(line.Category, line.Direction, line.Time.Ticks)
            || (_problems && string.IsNullOrEmpty(line.Problem))
        )
        {
            return false;
        }
        Span<byte> texts = stackalloc byte[LogRing.MostTexts];
        var head = LogRing.Texts(line, texts, out var length);
        texts = texts[..length];
        return PassesNames(texts[..head.TypeLength], texts.Slice(head.TypeLength, head.ActionLength))
            && (_search.Length == 0 || ContainsIn(head, texts) || Contains(payload));
    }

    private bool PassesHead(LogCategory category, LogDirection direction, long ticks) =>
        (_categories & (1 << (int)category)) != 0
        && (_direction is null || _direction == direction)
        && ticks >= _from
        && ticks <= _to;

    private bool PassesNames(ReadOnlySpan<byte> type, ReadOnlySpan<byte> action)
    {
        if (_type is not null && !Same(type, _type))
        {
            return false;
        }
        if (_actions is null)
        {
            return true;
        }
        foreach (var wanted in _actions)
        {
            if (Same(action, wanted))
            {
                return true;
            }
        }
        return false;
    }

    private bool Contains(in LogHead head, ReadOnlySpan<byte> body)
    {
        var texts = head.TypeLength + head.ActionLength + head.IdLength + head.ProblemLength;
        return Contains(body[texts..]) || ContainsIn(head, body[..texts]);
    }

    private bool ContainsIn(in LogHead head, ReadOnlySpan<byte> texts) =>
        Contains(texts[..head.TypeLength])
        || Contains(texts.Slice(head.TypeLength, head.ActionLength))
        || Contains(texts.Slice(head.TypeLength + head.ActionLength, head.IdLength))
        || Contains(texts[^head.ProblemLength..]);

    private bool Contains(ReadOnlySpan<byte> text)
    {
        var first = _search[0];
        var other = IsLetter(first) ? (byte)(first ^ LetterCase) : first;
        while (text.Length >= _search.Length)
        {
            var at = text[..^(_search.Length - 1)].IndexOfAny(first, other);
            if (at < 0)
            {
                return false;
            }
            if (Same(text.Slice(at, _search.Length), _search))
            {
                return true;
            }
            text = text[(at + 1)..];
        }
        return false;
    }

    private static bool Same(ReadOnlySpan<byte> one, ReadOnlySpan<byte> other)
    {
        if (one.Length != other.Length)
        {
            return false;
        }
        for (var i = 0; i < one.Length; i++)
        {
            if (one[i] != other[i] && ((one[i] ^ other[i]) != LetterCase || !IsLetter(one[i])))
            {
                return false;
            }
        }
        return true;
    }

    private static bool IsLetter(byte value) => (value | LetterCase) is >= (byte)'a' and <= (byte)'z';
}
