namespace ChargePoints;

/// <summary>
/// The last frames of a connection, by their hashes: one that arrives a second time, byte for byte, is a replay. Message ids are never
/// used again on a connection, so that no two frames of a proper CSMS are the same (OCPP-J 1.6 §4.1.4).
/// </summary>
internal sealed class SeenFrames
{
    private const int Capacity = 16;
    private const ulong Basis = 14_695_981_039_346_656_037;
    private const ulong Prime = 1_099_511_628_211;

    private readonly ulong[] _hashes = new ulong[Capacity];
    private int _next;

    /// <summary>Remembers a frame.</summary>
    /// <returns>True when it has been seen before.</returns>
    public bool Add(ReadOnlySpan<byte> frame)
    {
        ulong hash = Hash(frame);
        if (_hashes.Contains(hash))
        {
            return true;
        }
        _hashes[_next] = hash;
        _next = (_next + 1) % Capacity;
        return false;
    }

    // FNV-1a. Nobody gains by a frame that only looks like another: the worst is an entry in a log.
    private static ulong Hash(ReadOnlySpan<byte> frame)
    {
        ulong hash = Basis;
        foreach (byte it in frame)
        {
            hash = (hash ^ it) * Prime;
        }
        return hash;
    }
}
