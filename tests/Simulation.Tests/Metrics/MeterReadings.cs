using System.Diagnostics.Metrics;

namespace Simulation.Tests.Metrics;

/// <summary>What a meter's instruments measure, by instrument and label values: <c>ocppsim.messages Heartbeat out call</c>.</summary>
internal sealed class MeterReadings : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly Dictionary<string, List<double>> _measured = [];

    public MeterReadings(Meter meter)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter == meter)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Note(instrument, value, tags));
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Note(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Note(instrument, value, tags));
        _listener.Start();
    }

    /// <summary>Everything that was measured under a name, oldest first; the observables once more now.</summary>
    public IReadOnlyList<double> Of(string name)
    {
        _listener.RecordObservableInstruments();
        return _measured.GetValueOrDefault(name) ?? [];
    }

    /// <summary>The present value of an observable; null when it is not measured.</summary>
    public double? Now(string name) => Of(name) is { Count: > 0 } values ? values[^1] : null;

    /// <summary>The names so far that begin with <paramref name="start"/>.</summary>
    public IReadOnlyList<string> Names(string start)
    {
        _listener.RecordObservableInstruments();
        return [.. _measured.Keys.Where(name => name.StartsWith(start, StringComparison.Ordinal))];
    }

    public void Dispose() => _listener.Dispose();

    private void Note(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var name = instrument.Name;
        foreach (var tag in tags)
        {
            name += $" {tag.Value}";
        }
        if (!_measured.TryGetValue(name, out var values))
        {
            _measured[name] = values = [];
        }
        values.Add(value);
    }
}
