namespace Server.Metrics;

/// <summary>
/// Names as Prometheus has them, made of an instrument's name and unit by OpenTelemetry's rules: a collector that gets the same instrument by
/// OTLP arrives at the same name, so that one dashboard serves both ways.
/// </summary>
internal static class MetricName
{
    /// <summary>The name of a metric family; a counter's without <c>_total</c>.</summary>
    public static string Family(string instrument, string? unit)
    {
        var name = Clean(instrument, colon: true);
        var suffix = Unit(unit);
        return suffix.Length == 0 || name.EndsWith($"_{suffix}", StringComparison.Ordinal) ? name : $"{name}_{suffix}";
    }

    /// <summary>The name of a label.</summary>
    public static string Label(string tag) => Clean(tag, colon: false);

    /// <summary>The unit as a word of a name; empty for what is counted in pieces.</summary>
    public static string Unit(string? unit) =>
        unit switch
        {
            "s" => "seconds",
            "By" => "bytes",
            "W" => "watts",
            null or "" or "1" => "",
            _ when unit.StartsWith('{') => "",
            _ => Clean(unit, colon: false),
        };

    private static string Clean(string name, bool colon)
    {
        var letters = string.Create(
            name.Length,
            (name, colon),
            static (place, from) =>
            {
                for (var i = 0; i < place.Length; i++)
                {
                    var letter = from.name[i];
                    place[i] = char.IsAsciiLetterOrDigit(letter) || (from.colon && letter == ':') ? letter : '_';
                }
            }
        );
        return letters.Length == 0 || char.IsAsciiDigit(letters[0]) ? $"_{letters}" : letters;
    }
}
