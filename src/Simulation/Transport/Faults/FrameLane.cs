using ChargePoints;
using Ocpp;
using Simulation.Chaos;

namespace Simulation.Transport.Faults;

/// <summary>
/// One direction of a bad network: what each fault does to a frame, and the frames that are under way, in their order. Bounded: one frame too many
/// is for the owner to deal with.
/// </summary>
internal sealed class FrameLane(string direction)
{
    private const int MaxBytes = 4 * 1024 * 1024;

    private readonly List<Fault> _faults = [];
    private readonly Queue<Waiting> _underWay = new();
    private Instant _lastDue;
    private int _bytes;

    public bool IsIdle => _faults.Count == 0 && _underWay.Count == 0;

    public Instant Due => _underWay.TryPeek(out var first) ? first.Due : Instant.Never;

    public string Direction => direction;

    public void Add(ActiveChaos active, ulong seed, string chargerId) =>
        _faults.Add(
            new Fault(active.Id, (FrameChaos)active.Settings)
            {
                Random = RandomStream.For(seed, chargerId, $"{active.Id} {direction}"),
            }
        );

    public void Remove(string id) => _faults.RemoveAll(fault => fault.Id == id);

    public bool Delays => _faults.Exists(fault => fault.Settings is Latency) || _underWay.Count > 0;

    /// <summary>What becomes of the next frame.</summary>
    public FrameFate Next()
    {
        FrameFate fate = default;
        foreach (var fault in _faults)
        {
            fault.Settings.Treat(ref fate, ref fault.Random);
        }
        return fate;
    }

    /// <summary>How long something takes that is no frame.</summary>
    public TimeSpan NextDelay()
    {
        FrameFate fate = default;
        foreach (var fault in _faults)
        {
            if (fault.Settings is Latency)
            {
                fault.Settings.Treat(ref fate, ref fault.Random);
            }
        }
        return fate.Delay;
    }

    public byte[] Break(ReadOnlySpan<byte> frame) =>
        FrameBreaker.Break(frame, ref _faults.Find(fault => fault.Settings is Corrupt)!.Random);

    /// <summary>False when it takes no time and nothing is before it: then it is not kept.</summary>
    /// <exception cref="LinkException">Too much is under way.</exception>
    public bool TryDelay(byte[]? frame, int length, TimeSpan delay, Instant now)
    {
        if (delay <= TimeSpan.Zero && _underWay.Count == 0)
        {
            return false;
        }
        if (_bytes + length > MaxBytes)
        {
            throw new LinkException($"More than {MaxBytes / 1024 / 1024} MB were under way {direction}.");
        }
        _bytes += length;
        _lastDue = Instant.Max(_lastDue, now + delay);
        _underWay.Enqueue(new Waiting(frame, length, _lastDue));
        return true;
    }

    /// <summary>The next frame that has arrived by <paramref name="until"/>; a null frame is a ping.</summary>
    public bool TryTake(Instant until, out byte[]? frame, out int length)
    {
        (frame, length) = (null, 0);
        if (!_underWay.TryPeek(out var first) || first.Due > until)
        {
            return false;
        }
        _underWay.Dequeue();
        (frame, length) = (first.Frame, first.Length);
        _bytes -= length;
        return true;
    }

    /// <summary>What is under way is lost.</summary>
    public void Clear()
    {
        _underWay.Clear();
        _bytes = 0;
        _lastDue = default;
    }

    private readonly record struct Waiting(byte[]? Frame, int Length, Instant Due);

    private sealed class Fault(string id, FrameChaos settings)
    {
        public readonly string Id = id;
        public readonly FrameChaos Settings = settings;
        public RandomStream Random;
    }
}
