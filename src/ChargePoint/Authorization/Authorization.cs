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
/// Whether a tag may charge (OCPP 1.6 §3.5, §4.1): the CSMS's word online, the cache's before that if
/// LocalPreAuthorize says so, and the cache's alone offline.
/// </summary>
internal sealed class Authorization(ChargePoint cp)
{
    private enum Verdict
    {
        Allowed,
        Refused,
        AskCsms,
    }

    /// <summary>A tag wants to start a transaction; the connector is free for it.</summary>
    public void BeginStart(Connector connector, string idTag)
    {
        DurableCacheEntry? cached = cp.AuthorizationCache.Find(idTag);
        switch (Judge(cached))
        {
            case Verdict.Allowed:
                Allowed(connector, idTag, cached?.ParentIdTag);
                break;
            case Verdict.Refused:
                Refused(
                    connector,
                    idTag,
                    cached is null
                        ? "unknown, and the CSMS cannot be asked"
                        : $"{cached.Status}, as last heard from the CSMS"
                );
                break;
            default:
                Ask(connector, new(idTag, TagIntent.Start));
                break;
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
        DurableCacheEntry? cached = cp.AuthorizationCache.Find(idTag);
        if (cached is { Status: AuthorizationStatus.Accepted, ParentIdTag: not null })
        {
            ActIfSameGroup(connector, attempt, cached.ParentIdTag);
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
        if (WhyNotBegin(connector) is { } why)
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
        if (WhyNotBegin(connector) is { } why)
        {
            Refused(connector, grant.IdTag, why);
            return;
        }
        TransactionStart.Start(cp, connector, grant.IdTag, grant.ParentIdTag);
    }

    // Between the tag and its answer, or its car, much may have happened.
    private string? WhyNotBegin(Connector connector) =>
        TagReader.WhyNotCharge(cp, connector) ?? (cp.MayCharge ? null : "the CSMS has not accepted this charge point");

    public void Answered(Connector connector, AuthorizationAttempt attempt, IdTagInfo info)
    {
        cp.AuthorizationCache.Update(attempt.IdTag, info);
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
        DurableCacheEntry? cached = cp.AuthorizationCache.Find(attempt.IdTag);
        if (attempt.Intent == TagIntent.Start && JudgeOffline(cached) == Verdict.Allowed)
        {
            Allowed(connector, attempt.IdTag, cached?.ParentIdTag);
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

    private Verdict Judge(DurableCacheEntry? cached)
    {
        if (!cp.Online)
        {
            return JudgeOffline(cached);
        }
        bool valid = cached?.Status == AuthorizationStatus.Accepted;
        return !cp.Settings.AuthorizeBeforeStart || (valid && cp.Configuration.LocalPreAuthorize)
            ? Verdict.Allowed
            : Verdict.AskCsms;
    }

    private Verdict JudgeOffline(DurableCacheEntry? cached)
    {
        bool allowed = cached is null
            ? cp.Configuration.AllowOfflineTxForUnknownId
            : cached.Status == AuthorizationStatus.Accepted && cp.Configuration.LocalAuthorizeOffline;
        return allowed ? Verdict.Allowed : Verdict.Refused;
    }

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
