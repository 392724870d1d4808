using System.Runtime.InteropServices;
using ChargePoints;
using Ocpp;

namespace Simulation;

/// <summary>What an EVSE did from an instant on.</summary>
/// <param name="Time">The instant.</param>
/// <param name="PowerW">Active power in W.</param>
/// <param name="LimitW">The most that might have flowed, in W.</param>
/// <param name="SocPercent">State of charge of the car, 0-100; null without one.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct PowerSample(Instant Time, double PowerW, double LimitW, double? SocPercent);

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

    public void Record(EvseSnapshot evse)
    {
        var sample = new Packed(
            (uint)Math.Max(0, (evse.MeteredAt - shared.Start).Ticks / (TimeSpan.TicksPerSecond / 10)),
            (float)evse.PowerW,
            (float)evse.LimitW,
            evse.Vehicle is { } vehicle ? (short)Math.Round(vehicle.SocPercent * 100) : NoSoc
        );
        lock (_gate)
        {
            var last = _count > 0 ? _ring[(_oldest + _count - 1) % _ring.Length] : default;
            if (_count > 0 && last with { Deciseconds = sample.Deciseconds } == sample)
            {
                return;
            }
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
                            Math.Round(limit, 1),
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
