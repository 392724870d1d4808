using ChargePoints;
using Simulation;

namespace Server.Storage;

/// <summary>
/// Changes that wait for their commit. Bounded by what they change, not by how often: of a part, and of a queued message,
/// only the newest value waits. So when the disk is slow or full, what waits never exceeds the durable state of the fleet
/// itself; and nothing is dropped.
/// </summary>
internal sealed class PendingChanges
{
    private readonly Dictionary<(string ChargerId, DurableParts Part), byte[]> _parts = [];
    private readonly Dictionary<(string ChargerId, long Sequence), QueuedMessage?> _messages = [];

    /// <summary>The newest save in it.</summary>
    public long Ticket { get; private set; }

    public int Count => _parts.Count + _messages.Count;

    public IEnumerable<(string ChargerId, DurableParts Part, byte[] Value)> Parts =>
        _parts.Select(part => (part.Key.ChargerId, part.Key.Part, part.Value));

    /// <summary>A message that is gone is null.</summary>
    public IEnumerable<(string ChargerId, long Sequence, QueuedMessage? Message)> Messages =>
        _messages.Select(message => (message.Key.ChargerId, message.Key.Sequence, message.Value));

    public void Add(string chargerId, IReadOnlyList<ChargerChange> changes, long ticket)
    {
        foreach (var change in changes)
        {
            switch (change)
            {
                case PartChanged part:
                    _parts[(chargerId, part.Part)] = part.Value;
                    break;
                case MessageChanged changed:
                    _messages[(chargerId, changed.Message.Sequence)] = changed.Message;
                    break;
                case MessageRemoved removed:
                    _messages[(chargerId, removed.Sequence)] = null;
                    break;
                default:
                    throw new ArgumentException($"There is no change {change}.", nameof(changes));
            }
        }

        Ticket = ticket;
    }

    public void Clear()
    {
        _parts.Clear();
        _messages.Clear();
    }
}
