using System.Buffers;
using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Server.Metrics;

/// <summary>
/// Hears the instruments of a choice of meters and writes down what they measured. What is observable is read when somebody
/// collects, and not before; there is no timer.
/// </summary>
internal sealed class MetricReader : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly ConcurrentDictionary<string, MetricFamily> _families = new(StringComparer.Ordinal);
    private readonly ArrayBufferWriter<byte> _text = new(64 * 1024);
    private readonly Lock _gate = new();

    /// <param name="wanted">The meters to hear.</param>
    public MetricReader(Predicate<Meter> wanted)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (wanted(instrument.Meter) && Add(instrument) is { } family)
            {
                listener.EnableMeasurementEvents(instrument, family);
            }
        };
        _listener.MeasurementsCompleted = (_, family) => Forget((MetricFamily?)family);
        _listener.SetMeasurementEventCallback<byte>((_, value, tags, family) => Record(family, value, tags));
        _listener.SetMeasurementEventCallback<short>((_, value, tags, family) => Record(family, value, tags));
        _listener.SetMeasurementEventCallback<int>((_, value, tags, family) => Record(family, value, tags));
        _listener.SetMeasurementEventCallback<long>((_, value, tags, family) => Record(family, value, tags));
        _listener.SetMeasurementEventCallback<float>((_, value, tags, family) => Record(family, value, tags));
        _listener.SetMeasurementEventCallback<double>((_, value, tags, family) => Record(family, value, tags));
        _listener.SetMeasurementEventCallback<decimal>((_, value, tags, family) => Record(family, (double)value, tags));
        _listener.Start();
    }

    /// <summary>Collects, and gives the text in UTF-8. Those who ask at the same time wait for each other.</summary>
    public byte[] Collect(bool openMetrics)
    {
        lock (_gate)
        {
            var families = _families.Values.OrderBy(family => family.Name, StringComparer.Ordinal).ToList();
            families.ForEach(family => family.Begin());
            _listener.RecordObservableInstruments();
            _text.ResetWrittenCount();
            var text = new MetricText(_text, openMetrics);
            families.ForEach(text.Write);
            text.End();
            return _text.WrittenSpan.ToArray();
        }
    }

    public void Dispose() => _listener.Dispose();

    private MetricFamily? Add(Instrument instrument)
    {
        var family = new MetricFamily(instrument);
        return _families.TryAdd(family.Name, family) ? family : null;
    }

    private void Forget(MetricFamily? family)
    {
        if (family is not null)
        {
            _families.TryRemove(new KeyValuePair<string, MetricFamily>(family.Name, family));
        }
    }

    private static void Record(object? family, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        ((MetricFamily)family!).Record(value, tags);
}
