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

    // The cable comes out of a charger that is off as well: nothing holds it there.
    private Refusal? Unplugged(Unplug unplug) =>
        (FindConnector(unplug.EvseId), Power.IsOn) is ({ } connector, false)
            ? Plugs.Out(this, connector, unplug.Side)
            : ForDriver(unplug.EvseId, out var served) ?? Plugs.Out(this, served!, unplug.Side);

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
