using Ocpp.V16;

namespace ChargePoints;

/// <summary>
/// RemoteStartTransaction (OCPP 1.6 §5.11): "will try". A charging profile with it is for the transaction that begins; it is ignored without
/// smart charging.
/// </summary>
internal static class RemoteStart
{
    public static void Handle(ChargePoint cp, string messageId, RemoteStartTransactionRequest request)
    {
        Connector? connector = cp.Registration.IsAccepted && cp.IsServing ? Choose(cp, request) : null;
        ChargingProfile? profile = cp.Has(FeatureProfile.SmartCharging) ? request.ChargingProfile : null;
        string? problem = null;
        if (
            connector is not null
            && profile is not null
            && SetChargingProfile.WhyNotWithStart(cp, connector, profile) is { } wrong
        )
        {
            problem = $"chargingProfile: {wrong}";
            connector = null;
        }
        cp.Outbox.Reply(
            messageId,
            Actions.RemoteStartTransaction,
            new() { Status = connector is null ? RemoteStartStopStatus.Rejected : RemoteStartStopStatus.Accepted }
        );
        if (connector is null)
        {
            cp.TellRefused(
                Actions.RemoteStartTransaction,
                RemoteStartStopStatus.Rejected,
                problem ?? WhyNot(cp, request),
                request.ConnectorId ?? 0
            );
            return;
        }
        connector.ProfileOfStart = profile is null ? null : new(request.IdTag, profile);
        if (cp.Configuration.AuthorizeRemoteTxRequests)
        {
            cp.Authorization.BeginStart(connector, request.IdTag);
        }
        else
        {
            cp.Authorization.Allowed(connector, request.IdTag, cp.Authorization.Known(request.IdTag)?.Group);
        }
    }

    // Without a connector in the request: one that is reserved for the tag, else one where a car waits, else one that is free.
    private static Connector? Choose(ChargePoint cp, RemoteStartTransactionRequest request)
    {
        string? group = cp.Authorization.Known(request.IdTag)?.Group;
        if (request.ConnectorId is { } id)
        {
            return cp.FindConnector(id) is { } asked && Rank(cp, asked, request.IdTag, group) > 0 ? asked : null;
        }
        Connector? best = null;
        int bestRank = 0;
        foreach (Connector connector in cp.Connectors)
        {
            int rank = Rank(cp, connector, request.IdTag, group);
            if (rank > bestRank)
            {
                best = connector;
                bestRank = rank;
            }
        }
        return best;
    }

    // 0 where the tag cannot start.
    private static int Rank(ChargePoint cp, Connector connector, string idTag, string? group)
    {
        ReservationClaim claim = cp.ClaimOf(connector, idTag, group);
        bool mayTry = claim switch
        {
            ReservationClaim.Refused => false,
            // Only Authorize can tell.
            ReservationClaim.OfUnknownGroup => cp.Configuration.AuthorizeRemoteTxRequests,
            _ => true,
        };
        return !mayTry || TagReader.WhyNotStart(cp, connector) is not null ? 0
            : claim == ReservationClaim.Own && connector.Status.Value == ChargePointStatus.Reserved ? 3
            : connector.Status.Value == ChargePointStatus.Preparing ? 2
            : 1;
    }

    // Asked only of one that is refused.
    private static string WhyNot(ChargePoint cp, RemoteStartTransactionRequest request)
    {
        if (!cp.Registration.IsAccepted)
        {
            return Registration.NotAccepted;
        }
        if (!cp.IsServing)
        {
            return cp.Power.WhyNotServing;
        }
        if (request.ConnectorId is { } id)
        {
            return cp.FindConnector(id) is { } asked ? WhyNot(cp, asked, request.IdTag) : ChargePoint.NoConnector(id);
        }
        return string.Join(
            "; ",
            cp.Connectors.Select(connector => $"connector {connector.Id}: {WhyNot(cp, connector, request.IdTag)}")
        );
    }

    private static string WhyNot(ChargePoint cp, Connector connector, string idTag) =>
        TagReader.WhyNotStart(cp, connector)
        ?? (
            cp.ClaimOf(connector, idTag, cp.Authorization.Known(idTag)?.Group) == ReservationClaim.OfUnknownGroup
                ? "it is reserved for a group, and with AuthorizeRemoteTxRequests false nobody can tell whether the tag is of it"
                : Authorization.ReservedForOthers
        );
}
