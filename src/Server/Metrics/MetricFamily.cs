using System.Diagnostics.Metrics;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace Server.Metrics;

/// <summary>
/// What an instrument has measured so far, a series for each set of labels. Measurements come from any thread and allocate nothing once
/// their series is there.
/// </summary>
internal sealed class MetricFamily
{
    /// <summary>Series that one instrument may have; what would be more is added up in one of its own.</summary>
    public const int MostSeries = 2000;

    private const string Overflow = "otel_metric_overflow=\"true\"";

    private readonly Lock _gate = new();
    private readonly Dictionary<string, MetricSeries> _series = new(StringComparer.Ordinal);
    private readonly bool _adds;
    private readonly bool _observed;
    private int _collection;

    public MetricFamily(Instrument instrument)
    {
        var generic = instrument.GetType().GetGenericTypeDefinition();
        Type =
            generic == typeof(Counter<>) || generic == typeof(ObservableCounter<>) ? MetricType.Counter
            : generic == typeof(Histogram<>) ? MetricType.Histogram
            : MetricType.Gauge;
        _adds = generic == typeof(Counter<>) || generic == typeof(UpDownCounter<>);
        _observed = instrument.IsObservable;
        Unit = MetricName.Unit(instrument.Unit);
        Name = MetricName.Family(instrument.Name, instrument.Unit);
        Help = instrument.Description ?? "";
        Bounds =
            Type != MetricType.Histogram ? []
            : instrument is Histogram<double> { Advice.HistogramBucketBoundaries: { } bounds } ? [.. bounds]
            : [.. DefaultBounds];
        Instrument = instrument;
    }

    public Instrument Instrument { get; }

    /// <summary>Without <c>_total</c>.</summary>
    public string Name { get; }

    public MetricType Type { get; }

    /// <summary>A word at the end of the name; empty for none.</summary>
    public string Unit { get; }

    public string Help { get; }

    /// <summary>Upper bounds of a histogram's buckets, but for the last, which has none.</summary>
    public IReadOnlyList<double> Bounds { get; }

    // Those of OpenTelemetry for seconds.
    private static IReadOnlyList<double> DefaultBounds { get; } =
    [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10];

    /// <summary>Begins a collection: of what is observed, only what is measured from now on is there.</summary>
    public void Begin() => _collection++;

    public void Record(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        Span<char> place = stackalloc char[256];
        var labels = new DefaultInterpolatedStringHandler(0, 0, CultureInfo.InvariantCulture, place);
        LabelText.Write(ref labels, tags);
        lock (_gate)
        {
            Add(Series(labels.Text), value);
        }
        labels.Clear();
    }

    /// <summary>The series in the order of their labels.</summary>
    public void Read<TState>(TState state, Action<TState, MetricSeries> read)
    {
        lock (_gate)
        {
            foreach (var (_, series) in _series.OrderBy(it => it.Key, StringComparer.Ordinal))
            {
                if (!_observed || series.Collection == _collection)
                {
                    read(state, series);
                }
            }
        }
    }

    private MetricSeries Series(ReadOnlySpan<char> labels)
    {
        var lookup = _series.GetAlternateLookup<ReadOnlySpan<char>>();
        if (lookup.TryGetValue(labels, out var known))
        {
            return known;
        }
        var name = _series.Count < MostSeries ? labels.ToString() : Overflow;
        if (!_series.TryGetValue(name, out var series))
        {
            series = new MetricSeries(name, Type == MetricType.Histogram ? new long[Bounds.Count + 1] : []);
            _series.Add(name, series);
        }
        return series;
    }

    private void Add(MetricSeries series, double value)
    {
        if (Type == MetricType.Histogram)
        {
            var bucket = 0;
            while (bucket < Bounds.Count && value > Bounds[bucket])
            {
                bucket++;
            }
            series.Buckets[bucket]++;
            series.Value += value;
            return;
        }
        // A second measurement of the same labels in one collection is more of the same: the overflow is.
        series.Value = _adds || (_observed && series.Collection == _collection) ? series.Value + value : value;
        series.Collection = _collection;
    }
}

/// <summary>Types of metric that the text has.</summary>
internal enum MetricType
{
    /// <summary>Only grows.</summary>
    Counter,

    /// <summary>Goes up and down.</summary>
    Gauge,

    /// <summary>Counts by size.</summary>
    Histogram,
}

/// <summary>What was measured with one set of labels.</summary>
/// <param name="labels">As they are in the text, without braces.</param>
/// <param name="buckets">Of a histogram, how many in each bucket alone; else none.</param>
internal sealed class MetricSeries(string labels, long[] buckets)
{
    public string Labels => labels;

    public long[] Buckets => buckets;

    /// <summary>The value; of a histogram the sum.</summary>
    public double Value { get; set; }

    /// <summary>The collection that it was last measured in.</summary>
    public int Collection { get; set; }
}
