using Ocpp.V16;

namespace Csms;

/// <summary>
/// The sessions of one charge point, oldest first: those open, and the last of those ended, which is what repeated
/// messages are recognised by. Not thread-safe: its charge point's lock guards it.
/// </summary>
internal sealed class SessionLedger
{
    // Repeats come close together: one unanswered message at a time, sent again after a time-out or a reconnect.
    private const int RememberedSamples = 8;

    private readonly List<CsmsSession> _sessions = [];
    private readonly ulong[] _samples = new ulong[RememberedSamples];
    private int _nextSample;

    public IReadOnlyList<CsmsSession> Sessions => _sessions;

    public int Open => _sessions.Count(s => s.State == SessionState.Open);

    public bool HasOpen => _sessions.Exists(s => s.State == SessionState.Open);

    /// <summary>
    /// The session that this StartTransaction has already begun. The same id with the same content is a repeat; the
    /// same content under a new id only while the session runs, since a start is delivered before its own stop.
    /// </summary>
    public CsmsSession? FindRepeated(StartTransactionRequest start, string messageId) =>
        _sessions.FindLast(s =>
            s.StartedAt == start.Timestamp
            && s.ConnectorId == start.ConnectorId
            && s.MeterStartWh == start.MeterStart
            && string.Equals(s.IdTag, start.IdTag, StringComparison.OrdinalIgnoreCase)
            && (s.State == SessionState.Open || s.StartMessageId == messageId)
        );

    public CsmsSession? Find(int transactionId) => _sessions.FindLast(s => s.TransactionId == transactionId);

    /// <summary>An earlier session on the connector that still counts as running.</summary>
    public CsmsSession? FindOpen(int connectorId) =>
        _sessions.Find(s => s.State == SessionState.Open && s.ConnectorId == connectorId);

    public CsmsSession? OldestOpenBeyond(int limit)
    {
        return Open > limit ? _sessions.Find(s => s.State == SessionState.Open) : null;
    }

    public void Add(CsmsSession session) => _sessions.Add(session);

    public void Replace(CsmsSession session)
    {
        var index = _sessions.FindIndex(s => s.Number == session.Number);
        if (index >= 0)
        {
            _sessions[index] = session;
        }
    }

    public void ForgetClosedBeyond(int limit)
    {
        for (var closed = _sessions.Count(s => s.State != SessionState.Open); closed > limit; closed--)
        {
            _sessions.RemoveAt(_sessions.FindIndex(s => s.State != SessionState.Open));
        }
    }

    /// <summary>False when a MeterValues with this content was among the last ones.</summary>
    public bool IsNew(MeterValuesRequest request)
    {
        var hash = ContentHash(request);
        if (_samples.AsSpan().Contains(hash))
        {
            return false;
        }
        _samples[_nextSample] = hash;
        _nextSample = (_nextSample + 1) % RememberedSamples;
        return true;
    }

    private static ulong ContentHash(MeterValuesRequest request)
    {
        const ulong offset = 14695981039346656037;
        var hash = Mix(Mix(offset, (ulong)request.ConnectorId), (ulong)(request.TransactionId ?? 0));
        foreach (var meterValue in request.MeterValue)
        {
            hash = Mix(hash, (ulong)meterValue.Timestamp.UtcTicks);
            foreach (var sample in meterValue.SampledValue)
            {
                hash = Mix(hash, (ulong)(sample.Context ?? ReadingContext.SamplePeriodic));
                hash = Mix(hash, (ulong)(sample.Measurand ?? Measurand.EnergyActiveImportRegister));
                hash = Mix(hash, sample.Phase is { } phase ? (ulong)phase + 1 : 0);
                foreach (var character in sample.Value)
                {
                    hash = Mix(hash, character);
                }
            }
        }
        // Zero marks a free place.
        return hash == 0 ? 1 : hash;
    }

    // FNV-1a over words.
    private static ulong Mix(ulong hash, ulong word) => (hash ^ word) * 1099511628211;
}
