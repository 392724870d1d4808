using Ocpp;
using Ocpp.V16;

namespace ChargePoints;

/// <summary>What a StatusNotification says.</summary>
internal readonly record struct StatusReport(ChargePointStatus Status, ChargePointErrorCode ErrorCode, string? Info)
{
    // StatusNotification.info is a CiString50.
    private const int MaxInfoLength = 50;

    /// <summary>Why a text cannot be the info of a status; null when it can.</summary>
    public static Refusal? WhyNotInfo(string? info) =>
        info?.Length > MaxInfoLength ? new(RefusalKind.Invalid, $"info has at most {MaxInfoLength} characters") : null;
}

/// <summary>The status of one connector, 0 included, and what of it the CSMS has been told (OCPP 1.6 §4.9).</summary>
internal sealed class ConnectorStatus(ChargePoint cp, int connectorId)
{
    private StatusReport _current;
    private StatusReport? _reported;
    private long _order;
    private Instant _changedAt;

    public ChargePointStatus Value => _current.Status;

    public ChargePointErrorCode ErrorCode => _current.ErrorCode;

    public string? Info => _current.Info;

    /// <summary>When the status has been stable for MinimumStatusDuration.</summary>
    public Instant Due { get; private set; } = Instant.Never;

    /// <summary>The status at boot: the one entry that the table does not govern.</summary>
    public void StartWith(ChargePointStatus status, ChargePointErrorCode errorCode, string? info)
    {
        Due = Instant.Never;
        _reported = null;
        Set(status, errorCode, info);
    }

    /// <summary>Changes the status; the table must have the transition.</summary>
    public void MoveTo(
        ChargePointStatus status,
        ChargePointErrorCode errorCode = ChargePointErrorCode.NoError,
        string? info = null
    )
    {
        bool same = status == Value;
        if (same && errorCode == ErrorCode && info == Info)
        {
            return;
        }
        if (!same && connectorId > 0 && !StatusTransitions.IsAllowed(Value, status))
        {
            throw new InvalidOperationException($"Connector {connectorId} cannot go from {Value} to {status}.");
        }
        ChargePointStatus from = Value;
        Set(status, errorCode, info);
        cp.Tell(
            EventCategory.Evse,
            ChargePointEventType.StatusChanged,
            connectorId,
            errorCode == ChargePointErrorCode.NoError ? $"{from} -> {status}" : $"{from} -> {status} ({errorCode})"
        );
        ReportWhenStable();
    }

    /// <summary>The status goes to the CSMS whatever it was told before: after each accepted BootNotification.</summary>
    public void ReportAfterBoot()
    {
        _order = 0;
        Report();
    }

    /// <summary>The CSMS asks for the current status, whatever it was told before and however new it is (OCPP 1.6 §5.17).</summary>
    /// <remarks>Which it is shows when its turn comes: while registration is on its way it may have changed.</remarks>
    public void ReportOnTrigger() =>
        cp.Outbox.Enqueue(new StatusNotificationCall(cp, this, connectorId, null, cp.NextOrder()) { OnTrigger = true });

    /// <summary>The current status, to be told now, and since when it holds by the clock as it is now: it may have been set since.</summary>
    public StatusReport Tell(out DateTimeOffset since)
    {
        _reported = _current;
        since = cp.ClockAt(_changedAt);
        return _current;
    }

    /// <summary>Back online without a boot: the current status goes out if it is not the one last reported.</summary>
    public void ReportIfChanged()
    {
        if (_reported != _current)
        {
            ReportWhenStable();
        }
    }

    /// <summary>MinimumStatusDuration has changed: it holds for a status that waits, too.</summary>
    public void DurationChanged()
    {
        if (Due != Instant.Never)
        {
            ReportWhenStable();
        }
    }

    /// <summary>A report did not arrive, or was not taken: it is made anew after the next connect, never at once.</summary>
    public void ReportLost() => _reported = null;

    public void OffLine() => Due = Instant.Never;

    public void OnTime(Instant now)
    {
        if (Due > now)
        {
            return;
        }
        Due = Instant.Never;
        if (_reported != _current)
        {
            Report();
        }
    }

    private void Set(ChargePointStatus status, ChargePointErrorCode errorCode, string? info)
    {
        _current = new(status, errorCode, info);
        _changedAt = cp.Now;
        _order = cp.NextOrder();
        cp.Changed();
    }

    private void ReportWhenStable()
    {
        if (!cp.Online)
        {
            return;
        }
        Instant stable = _changedAt + TimeSpan.FromSeconds(cp.Configuration.MinimumStatusDurationSeconds);
        if (stable <= cp.Now)
        {
            Report();
        }
        else
        {
            Due = stable;
        }
    }

    private void Report()
    {
        Due = Instant.Never;
        StatusReport report = Tell(out DateTimeOffset since);
        cp.Outbox.Enqueue(new StatusNotificationCall(cp, this, connectorId, (report, since), _order));
    }
}
