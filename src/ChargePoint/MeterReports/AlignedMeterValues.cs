using Ocpp;
using Ocpp.V16;

namespace ChargePoints;

/// <summary>
/// Clock-aligned meter values: at the multiples of ClockAlignedDataInterval from 00:00:00 UTC of the charger's clock, of every
/// connector and the main meter, inside and outside transactions (digest §7.1).
/// </summary>
internal sealed class AlignedMeterValues(ChargePoint cp)
{
    private DateTimeOffset _next;
    private long[]? _lastWh;

    /// <summary>When the next grid point is reached.</summary>
    public Instant Due { get; private set; } = Instant.Never;

    /// <summary>Finds the next grid point: after power on, and when the interval or the clock has been changed.</summary>
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
        DateTimeOffset midnight = new(clock.Date, TimeSpan.Zero);
        long interval = TimeSpan.FromSeconds(seconds).Ticks;
        long passed = (clock - midnight).Ticks / interval;
        long sinceMidnight = Math.Min((passed + 1) * interval, TimeSpan.TicksPerDay);
        _next = midnight + TimeSpan.FromTicks(sinceMidnight);
        Due = cp.Now + (_next - clock);
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
        DateTimeOffset at = _next;
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

    private void Send(Connector connector, DateTimeOffset at)
    {
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
