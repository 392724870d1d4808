using ChargePoints;

namespace TestKit;

/// <summary>A store in memory: what of a charge point would be found after a power cut.</summary>
public sealed class SavedState
{
    private readonly Dictionary<DurableParts, byte[]> _parts = [];
    private readonly SortedDictionary<long, QueuedMessage> _messages = [];

    /// <summary>The rows of the queue.</summary>
    public IReadOnlyCollection<QueuedMessage> Messages => _messages.Values;

    /// <summary>Bytes of all parts saved so far: what the store has to carry.</summary>
    public long BytesWritten { get; private set; }

    /// <summary>Carries out an effect that saves; others it leaves alone.</summary>
    public void Carry(Effect effect, ChargePoint chargePoint)
    {
        switch (effect)
        {
            case SaveState save:
                foreach (DurableParts part in DurableState.Parts.Where(part => save.Parts.HasFlag(part)))
                {
                    byte[] written = chargePoint.Write(part);
                    _parts[part] = written;
                    BytesWritten += written.Length;
                }
                break;
            case AppendMessage append:
                _messages.Add(append.Message.Sequence, append.Message);
                break;
            case UpdateMessage update:
                _messages[update.Message.Sequence] = update.Message;
                break;
            case RemoveMessage remove:
                _messages.Remove(remove.Sequence);
                break;
            default:
                break;
        }
    }

    /// <summary>What a restarted process reads.</summary>
    public DurableState Read() => DurableState.Read(_parts, _messages.Values);
}
