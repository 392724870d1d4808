using Ocpp;
using Ocpp.V16;

namespace ChargePoints;

/// <summary>
/// The security log, and the notifications that are made of it (security whitepaper, use case A04). Everyone who meets a security
/// event reports it here.
/// <para>
/// The log rolls: at <see cref="Capacity"/> entries the oldest that the CSMS knows of goes, then the oldest that it need not know of, and
/// only then the oldest critical one. All of it is durable. Critical events are sent until they have arrived; others are sent once.
/// </para>
/// </summary>
internal sealed class SecurityEvents(ChargePoint cp)
{
    /// <summary>Entries that the log holds.</summary>
    public const int Capacity = 100;

    private const int MaxTechInfo = 255;

    // The same again within this time is no event of its own: a peer that repeats itself must not roll the log away.
    private static readonly TimeSpan Repetition = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    private SecurityEventEntry[] _log = [];
    private SecurityEventEntry? _firstPending;
    private Instant _retryAt;
    private int _failures;

    /// <summary>The log, oldest entry first. A new list after each change.</summary>
    public IReadOnlyList<SecurityEventEntry> Log => _log;

    /// <summary>True when events of all kinds are recorded.</summary>
    public bool Enabled =>
        cp.Configuration.SecurityProfile > 0 || cp.Settings.Quirks.Contains(Quirk.SecurityEventsInProfileZero);

    /// <summary>When the next notification may be sent.</summary>
    public Instant Due => _firstPending is null ? Instant.Never : _retryAt;

    /// <summary>Records an event and has the CSMS told.</summary>
    /// <param name="type">What happened.</param>
    /// <param name="techInfo">One line for a person, cut at 255 characters; never a secret.</param>
    /// <param name="asked">
    /// True for an event that a message of the security extension brings about: that is part of its flow and is reported in any profile.
    /// </param>
    public void Report(SecurityEventType type, string? techInfo = null, bool asked = false)
    {
        if (!asked && (!Enabled || IsRepetition(type, techInfo)))
        {
            return;
        }
        Append(WithRoom(), type, techInfo);
    }

    /// <summary>Somebody opens the housing.</summary>
    public Refusal? Tampered(string? info)
    {
        if (!cp.Power.IsRunning)
        {
            return new(RefusalKind.Conflict, cp.Power.WhyNotServing);
        }
        if (!Enabled)
        {
            return new(
                RefusalKind.Conflict,
                "security events are recorded from security profile 1 on, or with the quirk security-events-in-profile-zero"
            );
        }
        Report(SecurityEventType.TamperDetectionActivated, info);
        return null;
    }

    /// <summary>Empties the log, but for what the CSMS must still get to know of.</summary>
    public void Clear()
    {
        if (_log.Length == 0)
        {
            return;
        }
        Append(
            _log.Where(entry => entry.Pending && entry.Type.IsCritical()),
            SecurityEventType.SecurityLogWasCleared,
            null
        );
    }

    /// <summary>The event to tell the CSMS of now; null when there is none.</summary>
    public SecurityEventEntry? Next(Instant now) => _retryAt <= now ? _firstPending : null;

    /// <summary>The CSMS knows, or has said that it does not want to.</summary>
    public void Delivered(SecurityEventEntry entry)
    {
        _failures = 0;
        _retryAt = default;
        Keep([.. _log.Select(it => it.Sequence == entry.Sequence ? it with { Pending = false } : it)]);
    }

    /// <summary>No answer in time: a critical event is sent again, later each time.</summary>
    public void Unanswered(SecurityEventEntry entry)
    {
        if (!entry.Type.IsCritical())
        {
            Delivered(entry);
            return;
        }
        TimeSpan wait = TimeSpan.FromSeconds(
            Math.Max(1L, cp.Configuration.TransactionMessageRetryIntervalSeconds) * ++_failures
        );
        _retryAt = cp.Now + (wait < LongestWait ? wait : LongestWait);
    }

    /// <summary>Power is gone: what waited is tried anew after the boot.</summary>
    public void PowerGone()
    {
        _failures = 0;
        _retryAt = default;
    }

    public void Restore(IReadOnlyList<SecurityEventEntry> saved) => Hold([.. saved]);

    private void Append(IEnumerable<SecurityEventEntry> before, SecurityEventType type, string? techInfo)
    {
        techInfo = Cut(techInfo);
        cp.Tell(
            EventCategory.System,
            ChargePointEventType.SecurityEvent,
            0,
            techInfo is null ? $"{type}" : $"{type}: {techInfo}"
        );
        long sequence = _log.Length == 0 ? 1 : _log[^1].Sequence + 1;
        Keep([.. before, new(sequence, type, cp.Clock, techInfo, Pending: true)]);
    }

    // Never between the halves of a character.
    private static string? Cut(string? techInfo) =>
        techInfo is null || techInfo.Length <= MaxTechInfo ? techInfo
        : char.IsHighSurrogate(techInfo[MaxTechInfo - 1]) ? techInfo[..(MaxTechInfo - 1)]
        : techInfo[..MaxTechInfo];

    private void Keep(SecurityEventEntry[] log)
    {
        Hold(log);
        cp.Save(DurableParts.SecurityEvents);
        cp.SecurityChanged();
    }

    // Asked for at each step: found once.
    private void Hold(SecurityEventEntry[] log)
    {
        _log = log;
        _firstPending = Array.Find(log, entry => entry.Pending);
    }

    private bool IsRepetition(SecurityEventType type, string? techInfo)
    {
        if (type.IsCritical() || _log.Length == 0)
        {
            return false;
        }
        // What a peer can bring about as often as it likes is the same whatever the details.
        bool atWill = type is SecurityEventType.InvalidMessages or SecurityEventType.AttemptedReplayAttacks;
        return (atWill ? Array.FindLast(_log, entry => entry.Type == type) : _log[^1]) is { } last
            && last.Type == type
            && (atWill || last.TechInfo == techInfo)
            && (cp.Clock - last.Timestamp).Duration() < Repetition;
    }

    private IEnumerable<SecurityEventEntry> WithRoom()
    {
        if (_log.Length < Capacity)
        {
            return _log;
        }
        int gone = Array.FindIndex(_log, entry => !entry.Pending);
        gone = gone >= 0 ? gone : Array.FindIndex(_log, entry => !entry.Type.IsCritical());
        gone = Math.Max(gone, 0);
        return _log.Where((_, i) => i != gone);
    }
}

internal sealed class SecurityEventCall(ChargePoint cp, SecurityEventEntry entry)
    : OutgoingCall(Actions.SecurityEventNotification, 0)
{
    public override void Write(System.Buffers.IBufferWriter<byte> output, string messageId) =>
        Ocpp.Rpc.FrameWriter.WriteCall(
            output,
            messageId,
            Actions.SecurityEventNotification,
            new()
            {
                Type = entry.Type.ToString(),
                Timestamp = entry.Timestamp,
                TechInfo = entry.TechInfo,
            }
        );

    public override void TimedOut() => cp.SecurityEvents.Unanswered(entry);

    // It has arrived; that the CSMS has no use for it is its own affair.
    public override void Refused() => cp.SecurityEvents.Delivered(entry);

    public override void Answered(object response, TimeSpan roundTrip) => cp.SecurityEvents.Delivered(entry);
}
