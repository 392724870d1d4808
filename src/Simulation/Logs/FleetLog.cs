using Ocpp;

namespace Simulation.Logs;

/// <summary>The logs of all chargers, and the simulator's own, as one.</summary>
public sealed class FleetLog
{
    private readonly FleetShared _shared;
    private readonly Func<IEnumerable<SimulatedCharger>> _chargers;
    private readonly ChargerLog _own;

    internal FleetLog(FleetShared shared, Func<IEnumerable<SimulatedCharger>> chargers)
    {
        (_shared, _chargers) = (shared, chargers);
        _own = new ChargerLog(null, shared);
    }

    /// <summary>The lines of a range, and how many there are in all.</summary>
    /// <param name="filter">Null for all lines.</param>
    /// <param name="range">Which of them.</param>
    /// <param name="of">Which chargers, by id; null is the simulator itself.</param>
    public LogPage Read(LogFilter? filter, LogRange range, Func<string?, bool>? of = null) =>
        LogReader.Read(Logs(of), filter, range);

    /// <summary>Follows from the next line on.</summary>
    /// <param name="filter">Null for all lines.</param>
    /// <param name="of">Which chargers, by id; null is the simulator itself.</param>
    /// <param name="mostLines">The most lines that wait for the reader.</param>
    /// <param name="mostBytes">The most bytes of their payloads.</param>
    public LogTail Follow(
        LogFilter? filter = null,
        Func<string?, bool>? of = null,
        int mostLines = LogTail.MostLines,
        int mostBytes = LogTail.MostBytes
    ) => new(_shared, filter, of, mostLines, mostBytes);

    /// <summary>Notes what the simulator itself has done.</summary>
    public void Note(Instant time, LogCategory category, string type, string detail) =>
        _own.Append(time, category, type, detail);

    /// <summary>Forgets the lines.</summary>
    /// <param name="of">Of which chargers, by id; null is the simulator itself.</param>
    public void Clear(Func<string?, bool>? of = null)
    {
        foreach (var log in Logs(of))
        {
            log.Clear();
        }
    }

    private List<ChargerLog> Logs(Func<string?, bool>? of)
    {
        var logs = _chargers().Select(charger => charger.Log).Prepend(_own);
        return [.. of is null ? logs : logs.Where(log => of(log.ChargerId))];
    }
}
