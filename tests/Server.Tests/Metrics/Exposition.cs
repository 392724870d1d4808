using System.Globalization;

namespace Server.Tests.Metrics;

/// <summary>
/// Prometheus's text format 0.0.4 or OpenMetrics 1.0.0, read strictly: what either does not allow, and what a well-made exposition does not do,
/// ends the reading with an exception that names the line.
/// </summary>
internal sealed class Exposition
{
    private readonly bool _openMetrics;
    private readonly HashSet<string> _series = [];
    private Family? _family;
    private int _line;

    private Exposition(bool openMetrics) => _openMetrics = openMetrics;

    /// <summary>The families by the name in their TYPE line.</summary>
    public Dictionary<string, Family> Families { get; } = [];

    public IEnumerable<Sample> Samples => Families.Values.SelectMany(family => family.Samples);

    /// <summary>The value of a series, with its labels in the order of their names; null when it is not there.</summary>
    public double? Value(string series) => Samples.FirstOrDefault(sample => sample.ToString() == series)?.Value;

    public static Exposition Parse(string text, bool openMetrics = false)
    {
        var exposition = new Exposition(openMetrics);
        text.ShouldEndWith("\n");
        text.ShouldNotContain("\r");
        var lines = text[..^1].Split('\n');
        if (openMetrics)
        {
            lines[^1].ShouldBe("# EOF");
            lines = lines[..^1];
        }

        foreach (var line in lines)
        {
            exposition._line++;
            exposition.Read(new Cursor(line, exposition._line));
        }

        foreach (var family in exposition.Families.Values)
        {
            family.Check(openMetrics);
        }

        return exposition;
    }

    private void Read(Cursor line)
    {
        if (line.Take("# "))
        {
            ReadComment(line);
        }
        else
        {
            ReadSample(line);
        }
    }

    private void ReadComment(Cursor line)
    {
        var kind = line.Until(' ');
        var name = line.Name(colon: true);
        line.Expect(" ");
        if (kind == "TYPE")
        {
            Families.ShouldNotContainKey(name, $"line {_line}: one family, one TYPE");
            _family = new Family(name, line.Rest());
            Families.Add(name, _family);
            return;
        }

        _family.ShouldNotBeNull($"line {_line}: TYPE comes first").Name.ShouldBe(name, $"line {_line}");
        _family.Samples.ShouldBeEmpty($"line {_line}: before the samples");
        switch (kind)
        {
            case "HELP":
                _family.Help = line.Escaped(end: null, _openMetrics);
                break;
            case "UNIT" when _openMetrics:
                _family.Unit = line.Rest();
                break;
            default:
                throw new FormatException($"line {_line}: {kind}");
        }
    }

    private void ReadSample(Cursor line)
    {
        var name = line.Name(colon: true);
        var labels = new SortedDictionary<string, string>(StringComparer.Ordinal);
        if (line.Take("{"))
        {
            do
            {
                var label = line.Name(colon: false);
                label.ShouldNotStartWith("__", Case.Sensitive, $"line {_line}: reserved");
                line.Expect("=\"");
                labels.TryAdd(label, line.Escaped('"', quotes: true)).ShouldBeTrue($"line {_line}: {label} twice");
            } while (line.Take(","));
            line.Expect("}");
        }

        line.Expect(" ");
        var value = Number(line.Rest());
        var sample = new Sample(name, labels, value);
        _series.Add(sample.ToString()).ShouldBeTrue($"line {_line}: {sample} twice");
        _family.ShouldNotBeNull().Owns(name, _openMetrics).ShouldBeTrue($"line {_line}: {name} in {_family.Name}");
        _family.Samples.Add(sample);
    }

    private double Number(string text) =>
        text switch
        {
            "+Inf" => double.PositiveInfinity,
            "-Inf" => double.NegativeInfinity,
            "NaN" => double.NaN,
            _ => double.TryParse(
                text,
                NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent,
                CultureInfo.InvariantCulture,
                out var value
            ) && double.IsFinite(value)
                ? value
                : throw new FormatException($"line {_line}: '{text}' is no number"),
        };

    /// <summary>A line, read from left to right.</summary>
    private sealed class Cursor(string line, int number)
    {
        private int _at;

        public bool Take(string text)
        {
            var there = line.AsSpan(_at).StartsWith(text, StringComparison.Ordinal);
            _at += there ? text.Length : 0;
            return there;
        }

        public void Expect(string text) => Take(text).ShouldBeTrue($"line {number}: '{text}' at {_at} of {line}");

        public string Until(char end)
        {
            var from = _at;
            _at = line.IndexOf(end, from) is var at and >= 0
                ? at + 1
                : throw new FormatException($"line {number}: {line}");
            return line[from..(_at - 1)];
        }

        public string Rest()
        {
            var from = _at;
            _at = line.Length;
            return line[from..];
        }

        public string Name(bool colon)
        {
            var from = _at;
            while (_at < line.Length && IsPart(line[_at], first: _at == from, colon))
            {
                _at++;
            }

            _at.ShouldBeGreaterThan(from, $"line {number}: a name at {from} of {line}");
            return line[from.._at];
        }

        /// <summary>Text with escapes, up to <paramref name="end"/> or the end of the line.</summary>
        public string Escaped(char? end, bool quotes)
        {
            var text = "";
            for (; _at < line.Length; _at++)
            {
                if (line[_at] == end)
                {
                    _at++;
                    return text;
                }

                text += line[_at] == '\\' ? Unescaped(quotes) : line[_at];
            }

            end.ShouldBeNull($"line {number}: no end of {line}");
            return text;
        }

        private char Unescaped(bool quotes) =>
            (++_at < line.Length ? line[_at] : ' ') switch
            {
                '\\' => '\\',
                'n' => '\n',
                '"' when quotes => '"',
                var other => throw new FormatException($"line {number}: \\{other} is no escape"),
            };

        private static bool IsPart(char letter, bool first, bool colon) =>
            char.IsAsciiLetter(letter)
            || letter == '_'
            || (colon && letter == ':')
            || (!first && char.IsAsciiDigit(letter));
    }
}

/// <summary>A metric family of an <see cref="Exposition"/>.</summary>
internal sealed record Family(string Name, string Type)
{
    public string? Help { get; set; }

    public string? Unit { get; set; }

    public List<Sample> Samples { get; } = [];

    /// <summary>The labels of its samples, without those that belong to the type.</summary>
    public IReadOnlySet<string> Labels =>
        Samples.SelectMany(sample => sample.Labels.Keys).Where(label => label != "le").ToHashSet();

    public bool Owns(string sample, bool openMetrics) =>
        Type switch
        {
            "histogram" => sample == $"{Name}_bucket" || sample == $"{Name}_sum" || sample == $"{Name}_count",
            "counter" when openMetrics => sample == $"{Name}_total",
            _ => sample == Name,
        };

    public void Check(bool openMetrics)
    {
        Help.ShouldNotBeNullOrWhiteSpace(Name);
        Type.ShouldBeOneOf("counter", "gauge", "histogram");
        Name.EndsWith("_total", StringComparison.Ordinal).ShouldBe(Type == "counter" && !openMetrics, Name);
        if (Unit is not null)
        {
            Name.ShouldEndWith($"_{Unit}");
        }

        if (Type == "counter")
        {
            Samples.ShouldAllBe(sample => sample.Value >= 0);
        }
        else if (Type == "histogram")
        {
            foreach (var series in Samples.GroupBy(sample => sample.Without("le")))
            {
                CheckHistogram([.. series]);
            }
        }
    }

    private void CheckHistogram(List<Sample> series)
    {
        var buckets = series.Where(sample => sample.Name == $"{Name}_bucket").ToList();
        var bounds = buckets.ConvertAll(bucket => Bound(bucket.Labels["le"]));
        bounds[^1].ShouldBe(double.PositiveInfinity, Name);
        bounds.ShouldBe([.. bounds.Distinct().Order()], Name);
        buckets.ShouldBe([.. buckets.OrderBy(bucket => bucket.Value)], Name);
        series.Single(sample => sample.Name == $"{Name}_count").Value.ShouldBe(buckets[^1].Value);
        series.Count(sample => sample.Name == $"{Name}_sum").ShouldBe(1);
    }

    private static double Bound(string text) =>
        text == "+Inf" ? double.PositiveInfinity : double.Parse(text, CultureInfo.InvariantCulture);
}

/// <summary>A sample of an <see cref="Exposition"/>.</summary>
internal sealed record Sample(string Name, IReadOnlyDictionary<string, string> Labels, double Value)
{
    public string Without(string label) =>
        string.Join(",", Labels.Where(it => it.Key != label).Select(it => $"{it.Key}=\"{it.Value}\""));

    public override string ToString() => Labels.Count == 0 ? Name : $"{Name}{{{Without("")}}}";
}
