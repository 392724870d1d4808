using Ocpp.V16;

namespace ChargePoints;

/// <summary>A tag whose authorization is awaited.</summary>
/// <param name="IdTag">The tag shown.</param>
/// <param name="Intent">What it wants.</param>
internal sealed record AuthorizationAttempt(string IdTag, TagIntent Intent);

/// <summary>What a tag at the reader wants.</summary>
internal enum TagIntent
{
    /// <summary>To start a transaction.</summary>
    Start,

    /// <summary>To stop the transaction of another tag of its group.</summary>
    Stop,

    /// <summary>To free the cable that the session of another tag of its group left locked.</summary>
    FreeCable,
}

/// <summary>
/// Whether a tag may charge (OCPP 1.6 §3.5, §4.1): the CSMS's word online, the local list's or the cache's before that if
/// LocalPreAuthorize says so, and theirs alone offline. A reserved connector is for whom it is reserved only (OCPP 1.6 §5.13).
/// </summary>
internal sealed class Authorization(ChargePoint cp)
{
    /// <summary>Why somebody else may not use a reserved connector.</summary>
    public const string ReservedForOthers = "the EVSE is reserved for somebody else";

    private enum Verdict
    {
        Allowed,
        Refused,
        AskCsms,
    }

    /// <summary>A tag wants to start a transaction; the connector is free for it.</summary>
    public void BeginStart(Connector connector, string idTag)
    {
        KnownTag? known = Known(idTag);
        ReservationClaim claim = cp.ClaimOf(connector, idTag, known?.Group);
        if (claim == ReservationClaim.Refused || (claim == ReservationClaim.OfUnknownGroup && !cp.Online))
        {
            Refused(connector, idTag, ReservedForOthers);
            return;
        }
        switch (claim == ReservationClaim.OfUnknownGroup ? Verdict.AskCsms : Judge(known))
        {
            case Verdict.Allowed:
                Allowed(connector, idTag, known?.Group);
                break;
            case Verdict.Refused:
                Refused(connector, idTag, WhyRefusedOffline(known));
                break;
            default:
                Ask(connector, new(idTag, TagIntent.Start));
                break;
        }
    }

    /// <summary>What is known about a tag without asking. The list goes before the cache (OCPP 1.6 §3.5.3).</summary>
    public KnownTag? Known(string idTag) =>
        cp.ListedTag(idTag)
        ?? (
            cp.AuthorizationCache.Find(idTag) is { } cached
                ? new KnownTag(cached.Status, cached.ParentIdTag, IsListed: false)
                : null
        );

    /// <summary>The CSMS has said something about a tag: it goes to the cache, or is held against the local list (OCPP 1.6 §3.5.2).</summary>
    public void Heard(string idTag, IdTagInfo? info)
    {
        if (cp.ListedTag(idTag) is not { } listed)
        {
            cp.AuthorizationCache.Update(idTag, info);
        }
        // ConcurrentTx says something about a transaction, not about the tag.
        else if (
            info is not null
            && info.Status != AuthorizationStatus.ConcurrentTx
            && listed.IsValid != (info.Status == AuthorizationStatus.Accepted)
        )
        {
            cp.Station.ListConflict(idTag, listed.Status, info.Status);
        }
    }

    /// <summary>A tag other than the one that started is shown to a running transaction: its group may stop it (OCPP 1.6 §4.10).</summary>
    public void BeginStop(Connector connector, string idTag)
    {
        BeginForGroup(connector, new(idTag, TagIntent.Stop), connector.Transaction!.ParentIdTag);
    }

    /// <summary>A tag other than that of the last session is shown to a cable that was left locked (OCPP 1.6 §4.8).</summary>
    public void BeginFreeCable(Connector connector, string idTag) =>
        BeginForGroup(connector, new(idTag, TagIntent.FreeCable), connector.KeptFor!.ParentIdTag);

    private void BeginForGroup(Connector connector, AuthorizationAttempt attempt, string? group)
    {
        string idTag = attempt.IdTag;
        if (string.IsNullOrEmpty(group))
        {
            Refused(connector, idTag, "the session is somebody else's");
            return;
        }
        if (Known(idTag)?.Group is { } known)
        {
            ActIfSameGroup(connector, attempt, known);
        }
        else if (cp.Online)
        {
            Ask(connector, attempt);
        }
        else
        {
            Refused(connector, idTag, "its group is not known, and the CSMS cannot be asked");
        }
    }

    /// <summary>The tag needs no check: a remote start with AuthorizeRemoteTxRequests off.</summary>
    public void Allowed(Connector connector, string idTag, string? parentIdTag)
    {
        connector.Attempt = null;
        if (WhyNotBegin(connector, idTag, parentIdTag) is { } why)
        {
            Refused(connector, idTag, why);
            return;
        }
        connector.RefusedTag = null;
        cp.Tell(EventCategory.Ocpp, ChargePointEventType.Authorized, connector.Id, $"tag {idTag}");
        if (connector.Cable == CableState.Connected)
        {
            if (connector.Status.Value != ChargePointStatus.Preparing)
            {
                connector.Prepare();
            }
            TransactionStart.Start(cp, connector, idTag, parentIdTag);
            return;
        }
        connector.Grant = new(idTag, parentIdTag);
        connector.Prepare();
    }

    /// <summary>The car that a tag was waiting for is there.</summary>
    public void Begin(Connector connector, Grant grant)
    {
        connector.Grant = null;
        if (WhyNotBegin(connector, grant.IdTag, grant.ParentIdTag) is { } why)
        {
            Refused(connector, grant.IdTag, why);
            return;
        }
        TransactionStart.Start(cp, connector, grant.IdTag, grant.ParentIdTag);
    }

    // Between the tag and its answer, or its car, much may have happened.
    private string? WhyNotBegin(Connector connector, string idTag, string? parentIdTag) =>
        TagReader.WhyNotCharge(cp, connector)
        ?? (
            !cp.MayCharge ? "the CSMS has not accepted this charge point"
            : cp.ClaimOf(connector, idTag, parentIdTag) is ReservationClaim.Refused or ReservationClaim.OfUnknownGroup
                ? ReservedForOthers
            : null
        );

    public void Answered(Connector connector, AuthorizationAttempt attempt, IdTagInfo info)
    {
        Heard(attempt.IdTag, info);
        if (!Takes(connector, attempt))
        {
            return;
        }
        if (info.Status != AuthorizationStatus.Accepted)
        {
            Refused(connector, attempt.IdTag, $"{info.Status}");
        }
        else if (attempt.Intent == TagIntent.Start)
        {
            Allowed(connector, attempt.IdTag, string.IsNullOrEmpty(info.ParentIdTag) ? null : info.ParentIdTag);
        }
        else
        {
            ActIfSameGroup(connector, attempt, info.ParentIdTag);
        }
    }

    /// <summary>The CSMS cannot be heard: what holds offline decides.</summary>
    public void Unanswered(Connector connector, AuthorizationAttempt attempt)
    {
        if (!Takes(connector, attempt))
        {
            return;
        }
        KnownTag? known = Known(attempt.IdTag);
        if (attempt.Intent == TagIntent.Start && JudgeOffline(known) == Verdict.Allowed)
        {
            Allowed(connector, attempt.IdTag, known?.Group);
        }
        else
        {
            Refused(connector, attempt.IdTag, "no answer from the CSMS");
        }
    }

    /// <summary>The CSMS answered with an error: that is no permission.</summary>
    public void Failed(Connector connector, AuthorizationAttempt attempt)
    {
        if (Takes(connector, attempt))
        {
            Refused(connector, attempt.IdTag, "the CSMS could not check it");
        }
    }

    private Verdict Judge(KnownTag? known)
    {
        if (!cp.Online)
        {
            return JudgeOffline(known);
        }
        bool valid = known is { IsValid: true };
        return !cp.Settings.AuthorizeBeforeStart || (valid && cp.Configuration.LocalPreAuthorize)
            ? Verdict.Allowed
            : Verdict.AskCsms;
    }

    private Verdict JudgeOffline(KnownTag? known)
    {
        bool allowed = known is { } tag
            ? tag.IsValid && cp.Configuration.LocalAuthorizeOffline
            : cp.Configuration.AllowOfflineTxForUnknownId;
        return allowed ? Verdict.Allowed : Verdict.Refused;
    }

    private static string WhyRefusedOffline(KnownTag? known) =>
        known is not { } tag ? "unknown, and the CSMS cannot be asked"
        : tag.IsValid ? "the CSMS cannot be asked, and LocalAuthorizeOffline is false"
        : tag.IsListed ? $"{tag.Status} by the local list"
        : $"{tag.Status}, as last heard from the CSMS";

    private void Ask(Connector connector, AuthorizationAttempt attempt)
    {
        connector.RefusedTag = null;
        connector.Attempt = attempt;
        cp.Outbox.Enqueue(new AuthorizeCall(cp, connector, attempt, cp.NextOrder()));
    }

    // An attempt that the driver, a fault or a time-out has ended meanwhile is not the connector's any more.
    private static bool Takes(Connector connector, AuthorizationAttempt attempt)
    {
        if (!ReferenceEquals(connector.Attempt, attempt))
        {
            return false;
        }
        connector.Attempt = null;
        return true;
    }

    private void ActIfSameGroup(Connector connector, AuthorizationAttempt attempt, string? parentIdTag)
    {
        bool stop = attempt.Intent == TagIntent.Stop;
        string? group = stop ? connector.Transaction?.ParentIdTag : connector.KeptFor?.ParentIdTag;
        if (!IdTags.SameGroup(group, parentIdTag))
        {
            Refused(connector, attempt.IdTag, "not of the group of the session");
        }
        else if (stop)
        {
            TransactionStop.Stop(cp, connector, Reason.Local, attempt.IdTag);
        }
        else
        {
            connector.Unlock();
        }
    }

    private void Refused(Connector connector, string idTag, string why)
    {
        connector.ProfileOfStart = null;
        connector.RefusedTag = new(idTag, why, cp.Now);
        cp.Tell(EventCategory.Ocpp, ChargePointEventType.NotAuthorized, connector.Id, $"tag {idTag}: {why}");
    }
}
