using System.Collections.Concurrent;
using Ocpp;
using Ocpp.Rpc;
using Ocpp.V16;

namespace Csms;

/// <summary>
/// An OCPP 1.6J central system without transport and clock: connections hand in frames with the instant at which they
/// arrived, and are given the frames to send. The same inputs in the same order give the same outputs. May be used by
/// many threads at once: work for one charge point takes that charge point's lock and no other.
/// </summary>
public sealed class CentralSystem
{
    private readonly ConcurrentDictionary<string, ChargePointRecord> _chargePoints = new();
    private readonly ConcurrentDictionary<string, RegistrationStatus> _registrations = new();
    private readonly DueCalls _dueCalls = new();
    private readonly Lock _admission = new();
    private long _lastSessionNumber;
    private int _lastTransactionId;
    private long _lastMessageId;

    /// <summary>Creates a central system that knows nobody.</summary>
    public CentralSystem(CentralSystemOptions options)
    {
        if (options.MessageIdPrefix.Length > 24)
        {
            throw new ArgumentException("MessageIdPrefix has more than 24 characters.", nameof(options));
        }
        Options = options;
        IdTags = new IdTagTable(options.AcceptUnknownTags);
        _lastTransactionId = options.FirstTransactionId - 1;
    }

    /// <summary>
    /// Told each new state of a session, and the same again when a charge point repeats what it was not answered, on the thread
    /// that caused it and under its charge point's lock: it notes it and returns. Set before the first connection, like the others.
    /// </summary>
    public Action<CsmsSession>? SessionChanged { get; set; }

    /// <summary>
    /// Asked when all that <see cref="SessionChanged"/> was told so far is kept: StartTransaction and StopTransaction are answered
    /// then and not before. If it fails, the connection is closed without an answer: a broken link is no failed attempt, so the
    /// charge point sends the same again. Without it, answers go out at once.
    /// </summary>
    public Func<Task>? SessionsKept { get; set; }

    /// <summary>Told of each BootNotification; the same rules as <see cref="SessionChanged"/>.</summary>
    public Action<ChargePointRegistration>? ChargePointRegistered { get; set; }

    /// <summary>Told of each <see cref="SetRegistration"/>; it notes it and returns.</summary>
    public Action<OrderedRegistration>? RegistrationSet { get; set; }

    /// <summary>
    /// Asked whether the certificate of a SignCertificate will come; without it, none does. The same rules as
    /// <see cref="SessionChanged"/>: the certificate itself is made and sent later.
    /// </summary>
    public Func<CertificateAsked, bool>? CertificateRequested { get; set; }

    /// <summary>Told when <see cref="NextDue"/> has come closer; the same rules as <see cref="SessionChanged"/>.</summary>
    public Action? DueChanged { get; set; }

    /// <summary>How it behaves.</summary>
    public CentralSystemOptions Options { get; }

    /// <summary>Who may charge.</summary>
    public IdTagTable IdTags { get; }

    /// <summary>The last transaction id given out.</summary>
    public int LastTransactionId => Volatile.Read(ref _lastTransactionId);

    /// <summary>The number of the newest session, of former lives as well; 0 before the first.</summary>
    public long LastSessionNumber => Interlocked.Read(ref _lastSessionNumber);

    /// <summary>When <see cref="Expire"/> is to be called next; <see cref="Instant.Never"/> without a pending call.</summary>
    public Instant NextDue => _dueCalls.Next;

    /// <summary>What went over the wire since the start.</summary>
    public MessageCounts Messages { get; } = new();

    /// <summary>How many charge points are known and connected, and how many sessions are open.</summary>
    public (int Known, int Connected, int OpenSessions) Census()
    {
        var (known, connected, open) = (0, 0, 0);
        foreach (var (_, record) in _chargePoints)
        {
            lock (record.Gate)
            {
                known++;
                connected += record.Connection is null ? 0 : 1;
                open += record.Ledger.Open;
            }
        }
        return (known, connected, open);
    }

    /// <summary>The charge points seen so far, in no order.</summary>
    public IEnumerable<CsmsChargePoint> ChargePoints => _chargePoints.Select(pair => pair.Value.View());

    /// <summary>The sessions kept, newest first.</summary>
    public IReadOnlyList<CsmsSession> Sessions =>
        [.. _chargePoints.SelectMany(pair => SessionsOf(pair.Value)).OrderByDescending(s => s.Number)];

    /// <summary>One charge point; null when it was never seen.</summary>
    public CsmsChargePoint? FindChargePoint(string id) =>
        _chargePoints.TryGetValue(id, out var record) ? record.View() : null;

    /// <summary>The sessions kept of one charge point, newest first.</summary>
    public IReadOnlyList<CsmsSession> SessionsOf(string chargePointId) =>
        _chargePoints.TryGetValue(chargePointId, out var record) ? [.. SessionsOf(record).Reverse()] : [];

    /// <summary>The connection of a charge point; null when it has none.</summary>
    public CsmsConnection? FindConnection(string chargePointId) =>
        _chargePoints.TryGetValue(chargePointId, out var record) ? record.Connection : null;

    /// <summary>
    /// How BootNotifications of this identity are answered from now on. False when it is so ordered for as many
    /// identities as may be kept.
    /// </summary>
    public bool SetRegistration(string chargePointId, RegistrationStatus status)
    {
        if (_registrations.Count >= Options.MaxChargePoints && !_registrations.ContainsKey(chargePointId))
        {
            return false;
        }
        _registrations[chargePointId] = status;
        RegistrationSet?.Invoke(new OrderedRegistration { Id = chargePointId, Status = status });
        return true;
    }

    /// <summary>
    /// Takes up what a former life has saved. To be called before the first connection, sessions oldest first.
    /// Transaction ids continue at <see cref="CentralSystemOptions.FirstTransactionId"/>, which the caller has saved too.
    /// </summary>
    public void Restore(
        IEnumerable<ChargePointRegistration> chargePoints,
        IEnumerable<IdTagEntry> idTags,
        IEnumerable<OrderedRegistration> registrations,
        IEnumerable<CsmsSession> sessions
    )
    {
        foreach (var saved in chargePoints)
        {
            var record = _chargePoints.GetOrAdd(saved.Id, static id => new ChargePointRecord(id));
            record.Registration = saved.Registration;
            record.BootedAt = saved.BootedAt;
            record.Boot = saved.Boot;
        }
        foreach (var idTag in idTags)
        {
            IdTags.Set(idTag);
        }
        foreach (var ordered in registrations)
        {
            _registrations[ordered.Id] = ordered.Status;
        }
        foreach (var session in sessions)
        {
            _chargePoints.GetOrAdd(session.ChargePointId, static id => new ChargePointRecord(id)).Ledger.Add(session);
            _lastSessionNumber = Math.Max(_lastSessionNumber, session.Number);
            if (session is { State: SessionState.Open, Authorization: AuthorizationStatus.Accepted, IdTag: { } idTag })
            {
                IdTags.Occupy(idTag);
            }
        }
    }

    /// <summary>
    /// Ends all connections, forgets everything, and takes up something else, sessions oldest first. Session numbers and
    /// transaction ids go on above those of both.
    /// </summary>
    public void Replace(
        IEnumerable<ChargePointRegistration> chargePoints,
        IEnumerable<IdTagEntry> idTags,
        IEnumerable<OrderedRegistration> registrations,
        IEnumerable<CsmsSession> sessions,
        int lastTransactionId
    )
    {
        lock (_admission)
        {
            foreach (var (_, record) in _chargePoints)
            {
                record.Drop("the central system takes up other data");
            }
            _chargePoints.Clear();
            _registrations.Clear();
            IdTags.Clear();
            _lastTransactionId = Math.Max(_lastTransactionId, lastTransactionId);
            Restore(chargePoints, idTags, registrations, sessions);
        }
    }

    /// <summary>
    /// Takes a connection of a charge point; an older connection of the same identity is closed. Null when the
    /// identity is not admitted, or when the system is full; <paramref name="refusal"/> says which.
    /// </summary>
    /// <param name="chargePointId">The identity, decoded.</param>
    /// <param name="now">When the connection was made.</param>
    /// <param name="send">
    /// Sends a text frame. Its memory is valid during the call only. Called under the charge point's lock: it must
    /// neither block nor call back.
    /// </param>
    /// <param name="close">Closes the connection with a reason; the same rules. Later frames are ignored.</param>
    /// <param name="refusal">Why not.</param>
    public CsmsConnection? Connect(
        string chargePointId,
        Instant now,
        Action<ReadOnlyMemory<byte>> send,
        Action<string> close,
        out ConnectRefusal refusal
    )
    {
        if (Options.Identities is { } admitted && !admitted.Contains(chargePointId))
        {
            refusal = ConnectRefusal.UnknownIdentity;
            return null;
        }
        while (Admit(chargePointId) is { } record)
        {
            lock (record.Gate)
            {
                if (record.Forgotten)
                {
                    continue;
                }
                var former = record.Connection;
                var connection = new CsmsConnection(this, record, send, close);
                record.Connection = connection;
                record.ConnectedAt = now;
                former?.End(
                    "A newer connection of this charge point has taken over.",
                    "replaced by a newer connection"
                );
                refusal = ConnectRefusal.None;
                return connection;
            }
        }
        refusal = ConnectRefusal.Full;
        return null;
    }

    /// <summary>Ends the calls that have run out of time by <paramref name="now"/>.</summary>
    public void Expire(Instant now)
    {
        while (_dueCalls.TryTake(now, out var connection))
        {
            connection.Expire(now);
        }
    }

    internal RegistrationStatus RegistrationOf(string chargePointId) =>
        _registrations.TryGetValue(chargePointId, out var status) ? status : Options.Registration;

    internal long NewSessionNumber() => Interlocked.Increment(ref _lastSessionNumber);

    // The sign bit is dropped rather than overflowing: peers may not like negative ids.
    internal int NewTransactionId() => Interlocked.Increment(ref _lastTransactionId) & int.MaxValue;

    internal string NewMessageId() => $"{Options.MessageIdPrefix}{Interlocked.Increment(ref _lastMessageId)}";

    internal void Changed(CsmsSession session) => SessionChanged?.Invoke(session);

    internal void Registered(ChargePointRegistration registration) => ChargePointRegistered?.Invoke(registration);

    internal void CallDue(CsmsConnection connection, Instant due)
    {
        if (_dueCalls.Add(connection, due))
        {
            DueChanged?.Invoke();
        }
    }

    private static CsmsSession[] SessionsOf(ChargePointRecord record)
    {
        lock (record.Gate)
        {
            return [.. record.Ledger.Sessions];
        }
    }

    private ChargePointRecord? Admit(string chargePointId)
    {
        if (_chargePoints.TryGetValue(chargePointId, out var known))
        {
            return known;
        }
        lock (_admission)
        {
            if (_chargePoints.Count >= Options.MaxChargePoints && !MakeRoom())
            {
                return null;
            }
            return _chargePoints.GetOrAdd(chargePointId, static id => new ChargePointRecord(id));
        }
    }

    // A tenth at a time, so that a flood of new identities does not pay for a search each.
    private bool MakeRoom()
    {
        var idle = _chargePoints
            .Select(pair => pair.Value)
            .Select(record => (record, seen: record.IdleSince()))
            .Where(candidate => candidate.seen is not null)
            .OrderBy(candidate => candidate.seen)
            .Take(Math.Max(1, Options.MaxChargePoints / 10));
        var made = false;
        foreach (var (record, _) in idle)
        {
            if (record.TryForget())
            {
                _chargePoints.TryRemove(record.Id, out _);
                made = true;
            }
        }
        return made;
    }
}

/// <summary>A charge point asks for a certificate.</summary>
/// <param name="ChargePointId">Its identity.</param>
/// <param name="Boot">What it said at its last boot; null before the first.</param>
/// <param name="Csr">Its request.</param>
public sealed record CertificateAsked(string ChargePointId, BootNotificationRequest? Boot, string Csr);

/// <summary>Why a connection was not taken.</summary>
public enum ConnectRefusal
{
    /// <summary>It was taken.</summary>
    None,

    /// <summary>The identity is not in <see cref="CentralSystemOptions.Identities"/>.</summary>
    UnknownIdentity,

    /// <summary>As many charge points as may be kept are online or have open sessions.</summary>
    Full,
}
