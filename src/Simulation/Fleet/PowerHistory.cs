using System.Runtime.InteropServices;
using ChargePoints;
using Ocpp;

namespace Simulation;

/// <summary>What an EVSE did from an instant on.</summary>
/// <param name="Time">The instant.</param>
/// <param name="PowerW">Active power in W.</param>
/// <param name="LimitW">The most that might have flowed, in W; null while the charge point was off or restarting.</param>
/// <param name="SocPercent">State of charge of the car, 0-100; null without one.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct PowerSample(Instant Time, double PowerW, double? LimitW, double? SocPercent);

/// <summary>
/// The last changes of an EVSE's power, for a chart: a ring of 16 bytes a sample that grows up to the charger's share of
/// the memory. The loop writes, anyone reads.
/// </summary>
internal sealed class PowerHistory(FleetShared shared)
{
    public const int BytesPerSample = 16;

    private const short NoSoc = -1;
    private const int FirstSamples = 16;

    private readonly Lock _gate = new();
    private Packed[] _ring = [];
    private int _oldest;
    private int _count;

    /// <summary>Adds what holds from now on, unless it is what held.</summary>
    /// <param name="evse">The EVSE.</param>
    /// <param name="running">False while the charge point is off or restarts: it has no limit then.</param>
    /// <param name="at">Since when.</param>
    public void Record(EvseSnapshot evse, bool running, Instant at)
    {
        var sample = new Packed(
            (uint)Math.Max(0, (at - shared.Start).Ticks / (TimeSpan.TicksPerSecond / 10)),
            (float)evse.PowerW,
            running ? (float)evse.LimitW : float.NaN,
            evse.Vehicle is { } vehicle ? (short)Math.Round(vehicle.SocPercent * 100) : NoSoc
        );
        lock (_gate)
        {
            var last = _count > 0 ? _ring[(_oldest + _count - 1) % _ring.Length] : default;
            if (_count > 0 && last with { Deciseconds = sample.Deciseconds } == sample)
            {
                return;
            }
            // The meter may have been read before the charge point came up.
            sample = sample with
            {
                Deciseconds = Math.Max(sample.Deciseconds, last.Deciseconds),
            };
            Resize();
            if (_count == _ring.Length)
            {
                _oldest = (_oldest + 1) % _ring.Length;
                _count--;
            }
            _ring[(_oldest + _count++) % _ring.Length] = sample;
        }
    }

    public PowerSample[] Read(Instant? from)
    {
        lock (_gate)
        {
            var samples = new List<PowerSample>(_count);
            for (var i = 0; i < _count; i++)
            {
                var (deciseconds, power, limit, soc) = _ring[(_oldest + i) % _ring.Length];
                var time = shared.Start + TimeSpan.FromTicks(deciseconds * (TimeSpan.TicksPerSecond / 10));
                if (from is null || time >= from)
                {
                    samples.Add(
                        new PowerSample(
                            time,
                            Math.Round(power, 1),
                            float.IsNaN(limit) ? null : Math.Round(limit, 1),
                            soc == NoSoc ? null : soc / 100.0
                        )
                    );
                }
            }
            return [.. samples];
        }
    }

    // Grows by doubling while there is a budget for it; shrinks to the newest when the budget has shrunk.
    private void Resize()
    {
        var budget = shared.HistorySamples;
        if (_ring.Length <= budget && (_count < _ring.Length || _ring.Length == budget))
        {
            return;
        }
        var length = Math.Min(budget, Math.Max(FirstSamples, _ring.Length * 2));
        var kept = Math.Min(_count, length);
        var ring = new Packed[length];
        for (var i = 0; i < kept; i++)
        {
            ring[i] = _ring[(_oldest + _count - kept + i) % _ring.Length];
        }
        (_ring, _oldest, _count) = (ring, 0, kept);
    }

    [StructLayout(LayoutKind.Sequential)]
    private readonly record struct Packed(uint Deciseconds, float PowerW, float LimitW, short SocCentipercent);
}
