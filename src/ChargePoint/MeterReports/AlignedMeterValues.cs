using Ocpp;
using Ocpp.V16;

namespace ChargePoints;

/// <summary>
/// Clock-aligned meter values: at the multiples of ClockAlignedDataInterval from 00:00:00 UTC of the charger's clock, of every
/// connector and the main meter, inside and outside transactions (OCPP 1.6 §3.16).
/// </summary>
internal sealed class AlignedMeterValues(ChargePoint cp)
{
    private DateTimeOffset _next;
    private DateTimeOffset _last;
    private bool _heldBack;
    private long[]? _lastWh;

    /// <summary>When the next grid point is reached.</summary>
    public Instant Due { get; private set; } = Instant.Never;

    /// <summary>
    /// Finds the next grid point: after power on, and when the interval or the clock has been changed. While a transaction runs none comes
    /// twice, although the clock may have been set back over it.
    /// </summary>
    public void Schedule()
    {
        int seconds = cp.Configuration.ClockAlignedDataIntervalSeconds;
        if (seconds <= 0 || !cp.EverAccepted)
        {
            Stop();
            return;
        }
        if (_lastWh is null)
        {
            _lastWh = new long[cp.Connectors.Length + 1];
            foreach (Connector connector in cp.Connectors)
            {
                Remember(connector);
            }
        }
        DateTimeOffset clock = cp.Clock;
        _heldBack = clock < _last && Array.Exists(cp.Connectors, connector => connector.Transaction is not null);
        _next = PointAfter(_heldBack ? _last : clock, TimeSpan.FromSeconds(seconds));
        Due = cp.Now + (_next - clock);
    }

    /// <summary>A transaction has ended: points that the clock passes again are not held back for its sake any more.</summary>
    public void TransactionEnded()
    {
        if (_heldBack)
        {
            Schedule();
        }
    }

    public void Stop()
    {
        Due = Instant.Never;
        _lastWh = null;
    }

    public void OnTime(Instant now)
    {
        if (Due > now)
        {
            return;
        }
        DateTimeOffset at = _last = _next;
        foreach (Connector connector in cp.Connectors)
        {
            connector.Meter.Advance(now);
        }
        SendMain(at);
        foreach (Connector connector in cp.Connectors)
        {
            Send(connector, at);
        }
        Schedule();
    }

    private static DateTimeOffset PointAfter(DateTimeOffset time, TimeSpan interval)
    {
        DateTimeOffset midnight = new(time.Date, TimeSpan.Zero);
        long passed = (time - midnight).Ticks / interval.Ticks;
        return midnight + TimeSpan.FromTicks(Math.Min((passed + 1) * interval.Ticks, TimeSpan.TicksPerDay));
    }

    private void Send(Connector connector, DateTimeOffset point)
    {
        DateTimeOffset at = connector.Transaction?.Stamp(point) ?? point;
        long since = _lastWh![connector.Id];
        MeterReport.Send(
            cp,
            connector.Id,
            connector.Transaction,
            at,
            MeterReadings.OfEvse(
                connector.Meter,
                cp.Configuration.MeterValuesAlignedData,
                ReadingContext.SampleClock,
                since
            )
        );
        if (connector.Transaction is { } transaction && cp.Configuration.StopTxnAlignedData is { Count: > 0 } kept)
        {
            MeterReport.Keep(
                cp,
                transaction,
                at,
                MeterReadings.OfEvse(connector.Meter, kept, ReadingContext.SampleClock, since)
            );
        }
        Remember(connector);
    }

    private void SendMain(DateTimeOffset at)
    {
        long since = 0;
        foreach (Connector connector in cp.Connectors)
        {
            since += _lastWh![connector.Id];
        }
        EvseMeter[] meters = Array.ConvertAll(cp.Connectors, connector => connector.Meter);
        MeterReport.Send(
            cp,
            0,
            null,
            at,
            MeterReadings.OfChargePoint(
                meters,
                cp.Configuration.MeterValuesAlignedData,
                ReadingContext.SampleClock,
                since
            )
        );
    }

    private void Remember(Connector connector) => _lastWh![connector.Id] = connector.Meter.RegisterWh;
}
