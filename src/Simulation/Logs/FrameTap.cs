using Ocpp;

namespace Simulation.Logs;

/// <summary>Takes a frame as the charger's log has it, secrets redacted; on the thread of its event loop, and valid during the call.</summary>
public delegate void FrameTaken(Instant time, string chargerId, LogDirection direction, ReadOnlySpan<byte> utf8);

/// <summary>Hears the frames of chargers as they are sent and received.</summary>
/// <param name="taken">Takes each. It must not block, and may be called for several chargers at the same time.</param>
public sealed class FrameTap(FrameTaken taken) : ILogListener
{
    /// <summary>From now on it hears this charger.</summary>
    public void Follow(SimulatedCharger charger) => charger.Log.Listen(this);

    void ILogListener.Written(ChargerLog log, in LogLine line, ReadOnlySpan<byte> payload)
    {
        if (line.Direction != LogDirection.None)
        {
            taken(line.Time, log.ChargerId!, line.Direction, payload);
        }
    }
}
