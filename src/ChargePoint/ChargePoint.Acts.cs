using Ocpp.V16;

namespace ChargePoints;

// What drivers do, as far as it is nobody else's business.
public sealed partial class ChargePoint
{
    private Refusal? ForDriver(int evseId, out Connector? connector)
    {
        connector = FindConnector(evseId);
        return connector is null ? NoSuchEvse(evseId)
            : Power.IsServing ? null
            : new(RefusalKind.Conflict, Power.WhyNotServing);
    }

    private Refusal? StopButton(Connector connector, Reason reason)
    {
        if (connector.Transaction is null)
        {
            return new(RefusalKind.Conflict, "no transaction is running");
        }
        TransactionStop.Stop(this, connector, reason);
        return null;
    }
}
