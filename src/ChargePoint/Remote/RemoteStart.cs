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
        Connector? connector = cp.Registration.IsAccepted && cp.IsServing ? Choose(cp, request.ConnectorId) : null;
        ChargingProfile? profile = cp.Has(FeatureProfile.SmartCharging) ? request.ChargingProfile : null;
        if (
            connector is not null
            && profile is not null
            && SetChargingProfile.WhyNotWithStart(cp, connector, profile) is { } problem
        )
        {
            cp.Tell(EventCategory.Ocpp, ChargePointEventType.ChargingProfileRejected, connector.Id, problem);
            connector = null;
        }
        cp.Outbox.Reply(
            messageId,
            Actions.RemoteStartTransaction,
            new() { Status = connector is null ? RemoteStartStopStatus.Rejected : RemoteStartStopStatus.Accepted }
        );
        if (connector is null)
        {
            return;
        }
        connector.ProfileOfStart = profile is null ? null : new(request.IdTag, profile);
        if (cp.Configuration.AuthorizeRemoteTxRequests)
        {
            cp.Authorization.BeginStart(connector, request.IdTag);
        }
        else
        {
            cp.Authorization.Allowed(connector, request.IdTag, cp.AuthorizationCache.Find(request.IdTag)?.ParentIdTag);
        }
    }

    // Without a connector in the request: one where a car waits, else one that is free.
    private static Connector? Choose(ChargePoint cp, int? connectorId)
    {
        if (connectorId is { } id)
        {
            return cp.FindConnector(id) is { } asked && TagReader.WhyNotStart(cp, asked) is null ? asked : null;
        }
        Connector? free = null;
        foreach (Connector connector in cp.Connectors)
        {
            if (TagReader.WhyNotStart(cp, connector) is not null)
            {
                continue;
            }
            if (connector.Status.Value == ChargePointStatus.Preparing)
            {
                return connector;
            }
            free ??= connector;
        }
        return free;
    }
}
