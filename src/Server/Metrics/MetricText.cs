using System.Buffers;
using System.Globalization;
using System.Text;

namespace Server.Metrics;

/// <summary>
/// Writes metrics as text: Prometheus's format 0.0.4, or OpenMetrics 1.0.0, which names a counter's family without <c>_total</c>, has units
/// and an end.
/// </summary>
internal sealed class MetricText(IBufferWriter<byte> output, bool openMetrics)
{
    /// <summary>What it is called in HTTP.</summary>
    public static string ContentType(bool openMetrics) =>
        openMetrics
            ? "application/openmetrics-text; version=1.0.0; charset=utf-8"
            : "text/plain; version=0.0.4; charset=utf-8";

    public void Write(MetricFamily family)
    {
        var name = family.Type == MetricType.Counter && !openMetrics ? $"{family.Name}_total" : family.Name;
        var type = family.Type switch
        {
            MetricType.Counter => "counter",
            MetricType.Histogram => "histogram",
            _ => "gauge",
        };
        Add($"# TYPE {name} {type}\n");
        if (openMetrics && family.Unit.Length > 0)
        {
            Add($"# UNIT {name} {family.Unit}\n");
        }
        Add($"# HELP {name} {Escape(family.Help)}\n");
        family.Read((this, family), static (it, series) => it.Item1.Write(it.family, series));
    }

    /// <summary>To be called after the last family.</summary>
    public void End()
    {
        if (openMetrics)
        {
            Add("# EOF\n");
        }
    }

    private void Write(MetricFamily family, MetricSeries series)
    {
        switch (family.Type)
        {
            case MetricType.Histogram:
                WriteHistogram(family, series);
                break;
            case MetricType.Counter:
                Sample($"{family.Name}_total", series.Labels, series.Value);
                break;
            default:
                Sample(family.Name, series.Labels, series.Value);
                break;
        }
    }

    private void WriteHistogram(MetricFamily family, MetricSeries series)
    {
        var comma = series.Labels.Length > 0 ? "," : "";
        long upTo = 0;
        for (var i = 0; i < series.Buckets.Length; i++)
        {
            upTo += series.Buckets[i];
            var bound = i < family.Bounds.Count ? Bound(family.Bounds[i]) : "+Inf";
            Sample($"{family.Name}_bucket", $"{series.Labels}{comma}le=\"{bound}\"", upTo);
        }
        Sample($"{family.Name}_sum", series.Labels, series.Value);
        Sample($"{family.Name}_count", series.Labels, upTo);
    }

    private void Sample(string name, string labels, double value)
    {
        Add(name);
        if (labels.Length > 0)
        {
            Add("{");
            Add(labels);
            Add("}");
        }
        Add(" ");
        Add(Number(value));
        Add("\n");
    }

    private static string Number(double value) =>
        double.IsPositiveInfinity(value) ? "+Inf"
        : double.IsNegativeInfinity(value) ? "-Inf"
        : value.ToString("R", CultureInfo.InvariantCulture);

    // OpenMetrics wants a fraction, and a series must not change its name with the format.
    private static string Bound(double bound) =>
        Number(bound) is var text && text.AsSpan().IndexOfAny('.', 'E') < 0 ? $"{text}.0" : text;

    private string Escape(string help)
    {
        var text = help.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
        return openMetrics ? text.Replace("\"", "\\\"", StringComparison.Ordinal) : text;
    }

    private void Add(string text) => Encoding.UTF8.GetBytes(text, output);
}
