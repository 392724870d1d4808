using Ocpp;
using Ocpp.V16;

namespace ChargePoints;

/// <summary>Periodic meter values: every MeterValueSampleInterval from the start of the transaction (OCPP 1.6 §3.16, §4.7).</summary>
internal static class SampledMeterValues
{
    /// <summary>The first sample is one interval after the start, or after a change of the interval.</summary>
    public static void Schedule(ChargePoint cp, Transaction transaction)
    {
        int seconds = cp.Configuration.MeterValueSampleIntervalSeconds;
        transaction.NextSample = seconds > 0 ? cp.Now + TimeSpan.FromSeconds(seconds) : Instant.Never;
    }

    /// <summary>Takes the sample that is due.</summary>
    public static void OnTime(ChargePoint cp, Connector connector)
    {
        Transaction transaction = connector.Transaction!;
        TimeSpan interval = TimeSpan.FromSeconds(cp.Configuration.MeterValueSampleIntervalSeconds);
        if (interval <= TimeSpan.Zero)
        {
            transaction.NextSample = Instant.Never;
            return;
        }
        Take(cp, connector, transaction);
        // Samples that a stalled process has missed are not made up.
        do
        {
            transaction.NextSample += interval;
        } while (transaction.NextSample <= cp.Now);
    }

    private static void Take(ChargePoint cp, Connector connector, Transaction transaction)
    {
        connector.Meter.Advance(cp.Now);
        DateTimeOffset at = transaction.Stamp(cp.Clock);
        List<SampledValue> values = MeterReadings.OfEvse(
            connector.Meter,
            cp.Configuration.MeterValuesSampledData,
            ReadingContext.SamplePeriodic,
            transaction.SampledWh
        );
        MeterReport.Send(cp, connector.Id, transaction, at, values);
        if (cp.Configuration.StopTxnSampledData is { Count: > 0 } kept)
        {
            List<SampledValue> sample = MeterReadings.OfEvse(
                connector.Meter,
                kept,
                ReadingContext.SamplePeriodic,
                transaction.SampledWh
            );
            MeterReport.Keep(cp, transaction, at, sample);
        }
        transaction.SampledWh = connector.Meter.RegisterWh;
        cp.Changed();
    }
}
