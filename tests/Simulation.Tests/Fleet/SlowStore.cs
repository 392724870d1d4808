using ChargePoints;

namespace Simulation.Tests.Fleet;

/// <summary>A store that is durable when the test says so.</summary>
internal sealed class SlowStore : IChargerStore
{
    private readonly Dictionary<string, Dictionary<DurableParts, byte[]>> _parts = [];
    private readonly Dictionary<(string Charger, long Sequence), QueuedMessage> _messages = [];
    private Action _advanced = () => { };
    private long _ticket;

    public long DurableTicket { get; private set; }

    public bool CommitsAtOnce { get; set; }

    /// <summary>The charger whose saves throw, which no store may do: an error of the simulator in the middle of a step.</summary>
    public string? FailsFor { get; set; }

    public long Save(string chargerId, IReadOnlyList<ChargerChange> changes)
    {
        if (chargerId == FailsFor)
        {
            throw new InvalidOperationException("full");
        }
        foreach (var change in changes)
        {
            Keep(chargerId, change);
        }
        _ticket++;
        if (CommitsAtOnce)
        {
            Commit();
        }
        return _ticket;
    }

    public void Subscribe(Action advanced) => _advanced += advanced;

    public void Commit()
    {
        DurableTicket = _ticket;
        _advanced();
    }

    public DurableState Read(string chargerId) =>
        DurableState.Read(
            _parts[chargerId],
            _messages.Where(pair => pair.Key.Charger == chargerId).Select(pair => pair.Value)
        );

    private void Keep(string chargerId, ChargerChange change)
    {
        switch (change)
        {
            case PartChanged part:
                _parts.TryAdd(chargerId, []);
                _parts[chargerId][part.Part] = part.Value;
                break;
            case MessageChanged message:
                _messages[(chargerId, message.Message.Sequence)] = message.Message;
                break;
            case MessageRemoved removed:
                _messages.Remove((chargerId, removed.Sequence));
                break;
        }
    }
}
