using Ocpp;
using Ocpp.V16;

namespace ChargePoints;

/// <summary>Begins a transaction: a tag may charge and a car is plugged in (OCPP 1.6 §4.8).</summary>
internal static class TransactionStart
{
    /// <summary>Locks the plug, queues StartTransaction and closes the contactor. A lock that fails is a fault, and nothing starts.</summary>
    public static void Start(ChargePoint cp, Connector connector, string idTag, string? parentIdTag)
    {
        StartProfile? given = connector.ProfileOfStart;
        connector.EndIntent();
        if (!connector.TryLock())
        {
            Faults.Begin(
                cp,
                connector,
                ChargePointErrorCode.ConnectorLockFailure,
                "the plug could not be locked",
                FaultCause.Lock
            );
            return;
        }
        connector.Meter.Advance(cp.Now);
        long sequence = cp.NextOrder();
        Transaction transaction = new()
        {
            Key = sequence,
            ConnectorId = connector.Id,
            IdTag = idTag,
            ParentIdTag = parentIdTag,
            StartedAt = cp.Clock,
            Began = cp.Now,
            MeterStartWh = connector.Meter.RegisterWh,
            SampledWh = connector.Meter.RegisterWh,
        };
        cp.Transactions.Add(transaction);
        connector.Transaction = transaction;
        TransactionReadings.Begin(cp, connector, transaction);
        cp.Queue.Add(
            sequence,
            Actions.StartTransaction,
            new()
            {
                ConnectorId = connector.Id,
                IdTag = idTag,
                MeterStart = (int)transaction.MeterStartWh,
                Timestamp = transaction.StartedAt,
                ReservationId = cp.Reservations?.Take(connector, idTag, parentIdTag),
            },
            transaction
        );
        cp.Save(DurableParts.Transactions | DurableParts.Registers);
        cp.Tell(
            EventCategory.Evse,
            ChargePointEventType.TransactionStarted,
            connector.Id,
            $"tag {idTag}, register {transaction.MeterStartWh} Wh"
        );
        if (given is not null && IdTags.Same(given.IdTag, idTag))
        {
            SetChargingProfile.Bind(cp, transaction, given.Profile);
        }
        connector.UpdatePower();
        SampledMeterValues.Schedule(cp, transaction);
    }
}
