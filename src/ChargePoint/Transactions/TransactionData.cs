using Ocpp.V16;

namespace ChargePoints;

/// <summary>
/// The readings that StopTransaction.transactionData carries (OCPP 1.6 §4.10): begin, samples, end. With more samples than
/// StopTransactionMaxMeterValues allows, every second one goes, so that those left still cover the whole time.
/// </summary>
internal sealed class TransactionData(MeterValue? begin)
{
    private readonly List<MeterValue> _samples = [];

    public MeterValue? Begin { get; } = begin;

    /// <summary>Adds a sample; begin and end have their places reserved among <paramref name="most"/>.</summary>
    public void Add(MeterValue sample, int most)
    {
        _samples.Add(sample);
        int room = Math.Max(most - 2, 0);
        while (_samples.Count > room)
        {
            if (_samples.Count == 1)
            {
                _samples.Clear();
                return;
            }
            Thin();
        }
    }

    /// <summary>Everything in order, ended by <paramref name="end"/>.</summary>
    public IReadOnlyList<MeterValue> Close(MeterValue? begin, MeterValue? end)
    {
        List<MeterValue> all = new(_samples.Count + 2);
        if ((Begin ?? begin) is { } first)
        {
            all.Add(first);
        }
        all.AddRange(_samples);
        if (end is not null)
        {
            all.Add(end);
        }
        return all;
    }

    private void Thin()
    {
        int kept = 0;
        for (int i = 1; i < _samples.Count; i += 2)
        {
            _samples[kept++] = _samples[i];
        }
        _samples.RemoveRange(kept, _samples.Count - kept);
    }
}
