using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Simulation.Scenarios.Written;

/// <summary>Reads values of a file: constants are checked at once, what is computed when it is computed.</summary>
internal sealed class FileReader(List<ScenarioProblem> problems)
{
    private const int MaxTextLength = 10_000;

    /// <summary>Names that expressions may use here.</summary>
    public ImmutableSortedSet<string> Names { get; set; } =
        ImmutableSortedSet<string>.Empty.WithComparer(StringComparer.Ordinal);

    /// <summary>True while values must be there before any run: nothing is computed.</summary>
    public bool OnlyConstants { get; set; }

    public void Wrong(Place at, string path, string message, string? value = null) =>
        problems.Add(new(at.Line, at.Column, path, message, value));

    public void Wrong(Node node, string path, string message) =>
        Wrong(node.At, path, message, node is Scalar { Text: var text } ? text : null);

    /// <summary>The fields of an object; null, with the problem, when it is none. Nothing at all counts as an object without fields.</summary>
    public ObjectReader? Object(Node node, string path) =>
        node switch
        {
            Fields fields => new ObjectReader(this, fields, path),
            Scalar { Nothing: true } => new ObjectReader(this, new Fields(node.At, []), path),
            _ => Refuse<ObjectReader>(node, path, "must be an object: fields with values"),
        };

    /// <summary>A list; null, with the problem, when it is none or empty.</summary>
    public IReadOnlyList<Node>? List(Node node, string path) =>
        node switch
        {
            Items { All.Count: > 0 } items => items.All,
            Items => Refuse<IReadOnlyList<Node>>(node, path, "must not be empty"),
            _ => Refuse<IReadOnlyList<Node>>(node, path, "must be a list: lines that begin with '-'"),
        };

    /// <summary>A number from <paramref name="least"/> to <paramref name="most"/>.</summary>
    public Func<Track, double>? Number(Node node, string path, double least, double most) =>
        Value<double>(
            node,
            path,
            value =>
                value is double number && number >= least && number <= most
                    ? (number, null)
                    : (0, $"must be a number from {Show(least)} to {Show(most)}")
        );

    /// <summary>A whole number.</summary>
    public Func<Track, int>? Integer(Node node, string path, int least, int most) =>
        Value<int>(
            node,
            path,
            value =>
                value is double number && number >= least && number <= most && number == Math.Floor(number)
                    ? ((int)number, null)
                    : (0, $"must be a whole number from {least} to {most}")
        );

    /// <summary>True or false.</summary>
    public Func<Track, bool>? Boolean(Node node, string path) =>
        Value<bool>(node, path, value => value is bool yes ? (yes, null) : (false, "must be true or false"));

    /// <summary>Text of 1 to <paramref name="longest"/> characters; a number counts as its digits.</summary>
    public Func<Track, string>? Text(Node node, string path, int longest, Func<string, string?>? problem = null) =>
        Value<string>(
            // What is text is not to be read as a number: leading zeros belong to it.
            node is Scalar scalar
                ? scalar with
                {
                    Plain = false,
                }
                : node,
            path,
            value =>
            {
                var text = Expression.Text(value);
                return text.Length == 0 ? ("", "must not be empty")
                    : text.Length > longest ? ("", $"must have at most {longest} characters")
                    : (text, problem?.Invoke(text));
            }
        );

    /// <summary>A name out of several.</summary>
    public Func<Track, string>? Choice(Node node, string path, IReadOnlyCollection<string> choices) =>
        Value<string>(
            node,
            path,
            value =>
                Expression.Text(value) is var text && choices.Contains(text)
                    ? (text, null)
                    : ("", $"must be one of {string.Join(", ", choices)}{Suggestion.For(text, choices)}")
        );

    /// <summary>A time such as <c>30s</c>, <c>1.5m</c>, <c>2h</c>, <c>250ms</c>, or a number of seconds; or <c>between</c> two of them.</summary>
    public Func<Track, TimeSpan>? Duration(Node node, string path)
    {
        if (node is not Fields)
        {
            return Value(node, path, ReadDuration);
        }
        var fields = Object(node, path)!;
        var ends = fields.Required("between") is { } between ? List(between, fields.Path("between")) : null;
        fields.RejectUnknown();
        if (ends is null)
        {
            return null;
        }
        if (ends.Count != 2)
        {
            return Refuse<Func<Track, TimeSpan>>(node, fields.Path("between"), "must have two times, as [10s, 60s]");
        }
        var (from, to) = (Duration(ends[0], fields.Path("between[0]")), Duration(ends[1], fields.Path("between[1]")));
        return from is null || to is null ? null : track => Draw(track, from(track), to(track));
    }

    /// <summary>A field that is true or false in the file itself; false when it is not there.</summary>
    public bool Flag(ObjectReader fields, string name)
    {
        if (fields.Optional(name) is not { } node)
        {
            return false;
        }
        if (node is Scalar { Plain: true, Text: "true" or "false" } scalar)
        {
            return scalar.Text == "true";
        }
        Wrong(node, fields.Path(name), "must be true or false");
        return false;
    }

    /// <summary>Any value.</summary>
    public Func<Track, object>? Any(Node node, string path) => Value(node, path, value => (value, (string?)null));

    /// <summary>A value that <paramref name="convert"/> takes, or says what is wrong with.</summary>
    public Func<Track, T>? Value<T>(Node node, string path, Func<object, (T Value, string? Problem)> convert)
    {
        if (Compute(node, path) is not { } expression)
        {
            return null;
        }
        if (expression.Constant)
        {
            var (value, problem) = convert(expression.Get(null!));
            if (problem is null)
            {
                return _ => value;
            }
            Wrong(node, path, problem);
            return null;
        }
        var at = node.At;
        return track =>
        {
            var given = expression.Get(track);
            var (value, problem) = convert(given);
            return problem is null
                ? value
                : throw new ScenarioFaultException(at, $"{path} {problem}, not '{Expression.Text(given)}'");
        };
    }

    private Expression? Compute(Node node, string path)
    {
        if (node is not Scalar scalar)
        {
            return Refuse<Expression>(node, path, "must be a single value");
        }
        if (scalar.Text.Length > MaxTextLength)
        {
            return Refuse<Expression>(node, path, $"must have at most {MaxTextLength} characters");
        }
        var computed = scalar.Text.Contains("${", StringComparison.Ordinal);
        if (computed && OnlyConstants)
        {
            return Refuse<Expression>(node, path, "cannot be computed: it is there before any run");
        }
        return computed ? Template(scalar, path) : Expression.Of(scalar.At, Constant(scalar));
    }

    /// <summary>What a scalar without expressions is.</summary>
    public static object Constant(Scalar scalar) =>
        !scalar.Plain ? scalar.Text
        : scalar.Text is "true" or "false" ? scalar.Text == "true"
        // 007 is no number, but a text of digits.
        : !(scalar.Text.TrimStart('-') is ['0', not '.', ..])
        && double.TryParse(
            scalar.Text,
            NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent,
            CultureInfo.InvariantCulture,
            out var number
        )
        && double.IsFinite(number)
            ? number
        : scalar.Text;

    // One expression alone keeps its kind; beside text it becomes text.
    private Expression? Template(Scalar scalar, string path)
    {
        var parts = new List<Expression>();
        var text = scalar.Text;
        for (var at = 0; at < text.Length; )
        {
            var open = text.IndexOf("${", at, StringComparison.Ordinal);
            if (open != at)
            {
                var end = open < 0 ? text.Length : open;
                parts.Add(Expression.Of(scalar.At, text[at..end]));
                at = end;
                continue;
            }
            var close = Close(text, open + 2);
            if (close < 0)
            {
                return Refuse<Expression>(scalar, path, "has '${' without '}'");
            }
            try
            {
                var inner = text[(open + 2)..close];
                parts.Add(ExpressionReader.Read(inner, scalar.At, Names.Contains, name => Suggestion.For(name, Names)));
            }
            catch (BadExpressionException bad)
            {
                return Refuse<Expression>(
                    scalar,
                    path,
                    $"cannot be computed: {bad.Message} (at character {open + 3 + bad.Offset} of it)"
                );
            }
            at = close + 1;
        }
        if (parts.Count == 1)
        {
            return parts[0];
        }
        Expression[] all = [.. parts];
        return new Expression(
            scalar.At,
            track =>
            {
                var whole = new StringBuilder();
                foreach (var part in all)
                {
                    whole.Append(Expression.Text(part.Get(track)));
                }
                return whole.Length <= MaxTextLength
                    ? whole.ToString()
                    : throw new ScenarioFaultException(scalar.At, $"a text has more than {MaxTextLength} characters");
            },
            all.All(part => part.Constant)
        );
    }

    // A brace in a text of the expression does not close it.
    private static int Close(string text, int from)
    {
        var quoted = false;
        for (var i = from; i < text.Length; i++)
        {
            quoted ^= text[i] == '\'';
            if (text[i] == '}' && !quoted)
            {
                return i;
            }
        }
        return -1;
    }

    private static (TimeSpan, string?) ReadDuration(object value)
    {
        const string Wanted = "must be a time from 0 to 7 days, as 30s, 1.5m, 2h or 250ms";
        var text = Expression.Text(value);
        var digits = text.TakeWhile(c => char.IsAsciiDigit(c) || c == '.').Count();
        var unit = text[digits..] switch
        {
            "ms" => 0.001,
            "s" or "" => 1,
            "m" => 60,
            "h" => 3600,
            "d" => 86_400,
            _ => 0,
        };
        return
            unit > 0
            && double.TryParse(
                text[..digits],
                NumberStyles.AllowDecimalPoint,
                CultureInfo.InvariantCulture,
                out var count
            )
            && count * unit <= ScenarioRun.LongestDuration.TotalSeconds
            ? (TimeSpan.FromMilliseconds(Math.Round(count * unit * 1000)), null)
            : (TimeSpan.Zero, Wanted);
    }

    private static TimeSpan Draw(Track track, TimeSpan from, TimeSpan to) =>
        TimeSpan.FromMilliseconds(
            Math.Round(track.Random.NextDouble(from.TotalMilliseconds, Max(from, to).TotalMilliseconds))
        );

    private static TimeSpan Max(TimeSpan a, TimeSpan b) => a > b ? a : b;

    private T? Refuse<T>(Node node, string path, string message)
        where T : class
    {
        Wrong(node, path, message);
        return null;
    }

    private static string Show(double value) => value.ToString("0.######", CultureInfo.InvariantCulture);
}
