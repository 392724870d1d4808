using Ocpp.V16;

namespace ChargePoints;

/// <summary>Ends a transaction, for whatever reason (OCPP 1.6 §4.10).</summary>
internal static class TransactionStop
{
    /// <summary>Queues StopTransaction, opens the contactor, unlocks as the reason has it, and moves the status on.</summary>
    /// <param name="cp">The charge point.</param>
    /// <param name="connector">Has a transaction.</param>
    /// <param name="reason">Decides about the lock and the next status.</param>
    /// <param name="idTag">The tag shown to stop it; null when nobody showed one.</param>
    /// <param name="faulted">True when the connector goes to Faulted; the caller sees to the status.</param>
    public static void Stop(
        ChargePoint cp,
        Connector connector,
        Reason reason,
        string? idTag = null,
        bool faulted = false
    )
    {
        Transaction transaction = connector.Transaction!;
        connector.Meter.Advance(cp.Now);
        Queue(cp, connector, transaction, reason, idTag, transaction.Stamp(cp.Clock));
        connector.Transaction = null;
        // Whoever was being checked can stop nothing any more.
        connector.Attempt = null;
        connector.RefusedTag = null;
        connector.SessionOver = true;
        connector.EvsePaused = false;
        connector.UpdatePower();
        Release(cp, connector, reason, transaction);
        if (!faulted)
        {
            MoveOn(connector, reason);
        }
        ConnectorAvailability.ApplyScheduled(connector);
        cp.Aligned.TransactionEnded();
    }

    /// <summary>Queues StopTransaction for a transaction that ended at <paramref name="at"/> by the charger's clock.</summary>
    public static void Queue(
        ChargePoint cp,
        Connector connector,
        Transaction transaction,
        Reason reason,
        string? idTag,
        DateTimeOffset at
    )
    {
        long meterStopWh = connector.Meter.RegisterWh;
        cp.Queue.Add(
            cp.NextOrder(),
            Actions.StopTransaction,
            new()
            {
                TransactionId = transaction.WireId ?? 0,
                IdTag = idTag,
                MeterStop = (int)meterStopWh,
                Timestamp = at,
                Reason = reason,
                TransactionData = TransactionReadings.End(cp, connector, transaction, at),
            },
            transaction
        );
        cp.Transactions.Ended(transaction);
        connector.LastTransaction = new(
            transaction.Id,
            transaction.IdTag,
            transaction.StartedAt,
            at,
            meterStopWh - transaction.MeterStartWh,
            reason
        );
        cp.Save(DurableParts.Registers);
        cp.Changed();
        cp.Tell(
            EventCategory.Evse,
            ChargePointEventType.TransactionStopped,
            connector.Id,
            $"{reason}, {meterStopWh - transaction.MeterStartWh} Wh"
        );
    }

    private static void Release(ChargePoint cp, Connector connector, Reason reason, Transaction transaction)
    {
        bool keepLocked = reason switch
        {
            // Whoever plugged in without a right to charge comes back with the same card for the cable.
            Reason.DeAuthorized => true,
            Reason.EVDisconnected => !cp.Configuration.UnlockConnectorOnEVSideDisconnect,
            _ => false,
        };
        if (keepLocked && connector.Locked)
        {
            connector.KeptFor = new(transaction.IdTag, transaction.ParentIdTag);
        }
        else
        {
            connector.Unlock();
        }
    }

    private static void MoveOn(Connector connector, Reason reason)
    {
        string? info = reason == Reason.EVDisconnected ? Plugs.EvSideDisconnected : null;
        bool nothingLeftToDo = connector.Cable == CableState.Out;
        ChargePointStatus next = nothingLeftToDo ? ChargePointStatus.Available : ChargePointStatus.Finishing;
        connector.Status.MoveTo(next, connector.WarningWith(next), info);
        if (nothingLeftToDo)
        {
            connector.SessionOver = false;
        }
    }
}
