namespace Simulation.Logs;

/// <summary>Hears each line of a charger's log as it is written, on the thread that writes it. It must not block.</summary>
internal interface ILogListener
{
    /// <summary>A line was written; the payload is valid during the call.</summary>
    void Written(ChargerLog log, in LogLine line, ReadOnlySpan<byte> payload);
}
