using System.Diagnostics;
using Ocpp;

namespace Simulation;

/// <summary>
/// Real time as the simulation sees it: the host's UTC clock read once, and monotonic ticks since. The only place that
/// reads a clock.
/// </summary>
internal sealed class SimulationClock
{
    private readonly long _anchorTicks = DateTime.UtcNow.Ticks;
    private readonly long _anchorTimestamp = Stopwatch.GetTimestamp();

    public Instant Now => new(_anchorTicks + Stopwatch.GetElapsedTime(_anchorTimestamp).Ticks);
}
