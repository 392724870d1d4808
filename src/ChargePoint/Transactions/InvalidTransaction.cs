using Ocpp;
using Ocpp.V16;

namespace ChargePoints;

/// <summary>What follows from the answer to StartTransaction (OCPP 1.6 §4.8).</summary>
internal static class InvalidTransaction
{
    private const double LongestWaitHours = 1_000_000;

    public static void StartAnswered(ChargePoint cp, Transaction transaction, StartTransactionResponse response)
    {
        // The id is valid whatever the status says.
        transaction.Id = response.TransactionId;
        if (!string.IsNullOrEmpty(response.IdTagInfo.ParentIdTag))
        {
            transaction.ParentIdTag = response.IdTagInfo.ParentIdTag;
        }
        cp.Authorization.Heard(transaction.IdTag, response.IdTagInfo);
        cp.Save(DurableParts.Transactions);
        cp.Changed();
        cp.Tell(
            EventCategory.Ocpp,
            ChargePointEventType.TransactionAnswered,
            transaction.ConnectorId,
            $"transaction {response.TransactionId}: {response.IdTagInfo.Status}"
        );
        if (transaction.Running && response.IdTagInfo.Status != AuthorizationStatus.Accepted)
        {
            Refused(cp, cp.Connectors[transaction.ConnectorId - 1], transaction);
        }
    }

    /// <summary>When the energy left to an invalid transaction will have been delivered, at the present power.</summary>
    public static Instant EnergyDue(Connector connector)
    {
        if (connector.Transaction?.InvalidUntilMilliWh is not { } until || connector.Meter.PowerW <= 0)
        {
            return Instant.Never;
        }
        double hours = (until - connector.Meter.RegisterMilliWh) / (connector.Meter.PowerW * 1000);
        // A millisecond more: the register rounds down. Bounded: much energy at little power takes longer than a TimeSpan holds.
        return connector.Meter.MeteredAt
            + TimeSpan.FromHours(Math.Clamp(hours, 0, LongestWaitHours))
            + TimeSpan.FromMilliseconds(1);
    }

    /// <summary>The energy left to an invalid transaction is used up: stop it, or withhold energy.</summary>
    public static void CheckEnergy(ChargePoint cp, Connector connector)
    {
        if (
            connector.Transaction is { InvalidUntilMilliWh: { } until } transaction
            && connector.Meter.RegisterMilliWh >= until
        )
        {
            transaction.InvalidUntilMilliWh = null;
            End(cp, connector);
        }
    }

    private static void Refused(ChargePoint cp, Connector connector, Transaction transaction)
    {
        transaction.Invalid = true;
        int allowedWh = cp.Configuration.MaxEnergyOnInvalidIdWh;
        if (allowedWh > 0)
        {
            connector.Meter.Advance(cp.Now);
            transaction.InvalidUntilMilliWh = connector.Meter.RegisterMilliWh + (allowedWh * 1000L);
            return;
        }
        End(cp, connector);
    }

    private static void End(ChargePoint cp, Connector connector)
    {
        cp.Save(DurableParts.Transactions);
        if (cp.Configuration.StopTransactionOnInvalidId)
        {
            TransactionStop.Stop(cp, connector, Reason.DeAuthorized);
        }
        else
        {
            connector.UpdatePower();
        }
    }
}
