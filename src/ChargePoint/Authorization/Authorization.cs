using Ocpp.V16;

namespace ChargePoints;

/// <summary>A tag whose authorization is awaited.</summary>
/// <param name="IdTag">The tag shown.</param>
/// <param name="ToStop">True: it may stop a transaction of its group. False: it wants to start one.</param>
internal sealed record AuthorizationAttempt(string IdTag, bool ToStop);

/// <summary>
/// Whether a tag may charge (OCPP 1.6 §3.5, §4.1, digest §6.1): the CSMS's word online, the cache's before that if
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
                Ask(connector, new(idTag, ToStop: false));
                break;
        }
    }

    /// <summary>A tag other than the one that started is shown to a running transaction: its group may stop it (digest §6.3).</summary>
    public void BeginStop(Connector connector, string idTag)
    {
        Transaction transaction = connector.Transaction!;
        if (string.IsNullOrEmpty(transaction.ParentIdTag))
        {
            Refused(connector, idTag, "the transaction is somebody else's");
            return;
        }
        DurableCacheEntry? cached = cp.AuthorizationCache.Find(idTag);
        if (cached is { Status: AuthorizationStatus.Accepted, ParentIdTag: not null })
        {
            StopIfSameGroup(connector, idTag, cached.ParentIdTag);
        }
        else if (cp.Online)
        {
            Ask(connector, new(idTag, ToStop: true));
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
        if (
            connector.Fault is not null
            || connector.Inoperative
            || connector.Transaction is not null
            || cp.Station.IsFaulted
        )
        {
            Refused(connector, idTag, "the connector is no longer free");
            return;
        }
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
        else if (attempt.ToStop)
        {
            StopIfSameGroup(connector, attempt.IdTag, info.ParentIdTag);
        }
        else
        {
            Allowed(connector, attempt.IdTag, string.IsNullOrEmpty(info.ParentIdTag) ? null : info.ParentIdTag);
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
        if (!attempt.ToStop && JudgeOffline(cached) == Verdict.Allowed)
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

    private void StopIfSameGroup(Connector connector, string idTag, string? parentIdTag)
    {
        if (connector.Transaction is { } transaction && IdTags.SameGroup(transaction.ParentIdTag, parentIdTag))
        {
            TransactionStop.Stop(cp, connector, Reason.Local, idTag);
        }
        else
        {
            Refused(connector, idTag, "not of the transaction's group");
        }
    }

    private void Refused(Connector connector, string idTag, string why) =>
        cp.Tell(EventCategory.Ocpp, ChargePointEventType.NotAuthorized, connector.Id, $"tag {idTag}: {why}");
}
