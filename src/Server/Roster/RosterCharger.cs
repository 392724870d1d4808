using Ocpp;
using Server.Storage;
using Simulation;

namespace Server.Roster;

/// <summary>A charger of the roster: its definition and the simulated charger made of it.</summary>
internal sealed class RosterCharger(ChargerRow row, SimulatedCharger unit, string? csmsUrl)
{
    private readonly string?[] _presentedTags = new string?[row.Evses.Count];
    private readonly long[] _takenByPerson = new long[row.Evses.Count];
    private volatile ChargerRow _row = row;
    private int _busy;

    public string Id => Row.Id;

    public ChargerRow Row => _row;

    public SimulatedCharger Unit { get; } = unit;

    /// <summary>The CSMS in force, without the identity; null for none.</summary>
    public string? CsmsUrl { get; } = csmsUrl;

    /// <summary>The wish.</summary>
    public bool Running => Row.Running;

    public void SetRunning(bool running) => _row = _row with { Running = running };

    public void MoveTo(string locationId) => _row = _row with { LocationId = locationId };

    /// <summary>The tag last presented at an EVSE: whose car it is that is plugged in next.</summary>
    public string? PresentedTag(int evseId) => Volatile.Read(ref _presentedTags[evseId - 1]);

    public void Presented(int evseId, string? idTag) => Volatile.Write(ref _presentedTags[evseId - 1], idTag);

    /// <summary>Notes that a person drives an EVSE, so that the demo leaves it alone.</summary>
    public void TakenByPerson(int evseId, Instant now) => Volatile.Write(ref _takenByPerson[evseId - 1], now.Ticks);

    /// <summary>When a person last drove an EVSE; null for never.</summary>
    public Instant? TakenByPersonAt(int evseId) =>
        Volatile.Read(ref _takenByPerson[evseId - 1]) is var ticks and > 0 ? new Instant(ticks) : null;

    /// <summary>False when a change or the deletion of this charger is under way; else it is under way now.</summary>
    public bool TryBegin() => Interlocked.Exchange(ref _busy, 1) == 0;

    public void End() => Volatile.Write(ref _busy, 0);
}
