using Ocpp.V16;

namespace ChargePoints;

/// <summary>The boot: counters, statuses by what is there, and the transactions that a power loss has interrupted (OCPP 1.6 §5.14, §3.7).</summary>
internal static class PowerUp
{
    public static void Boot(ChargePoint cp)
    {
        cp.CountBoot();
        cp.Tell(EventCategory.System, ChargePointEventType.PoweredOn, 0, "");
        cp.SecurityEvents.Report(SecurityEventType.StartupOfTheDevice);
        cp.SmartCharging?.Boot();
        DateTimeOffset wentDown = cp.RegistersAt;
        cp.Reservations?.RemoveEnded();
        foreach (Connector connector in cp.Connectors)
        {
            Start(cp, connector, wentDown);
        }
        StopOrphans(cp, wentDown);
        ConnectorAvailability.ApplyScheduled(cp);
        cp.Station.Boot();
        cp.Outbox.SetTimeout();
        cp.Registration.Boot();
        cp.Aligned.Schedule();
        cp.Effects.Add(new OpenLink());
        cp.FirmwareManagement?.Boot();
        cp.Changed();
    }

    private static void Start(ChargePoint cp, Connector connector, DateTimeOffset wentDown)
    {
        Transaction? interrupted = connector.Transaction;
        connector.EndIntent();
        connector.Meter.Advance(cp.Now);
        if (interrupted is not null && !CanResume(cp, connector))
        {
            connector.Transaction = null;
            connector.SessionOver = true;
            TransactionStop.Queue(cp, connector, interrupted, Reason.PowerLoss, null, interrupted.Stamp(wentDown));
            interrupted = null;
        }
        if (interrupted is null)
        {
            // A cable kept for its owner is kept over a boot (OCPP 1.6 §4.8).
            if (connector.KeptFor is null)
            {
                connector.Unlock();
            }
            ScheduledBefore(cp, connector);
        }
        StartStatus(connector, interrupted);
        if (interrupted is not null)
        {
            Resume(cp, connector, interrupted, wentDown);
        }
    }

    // The owner has taken an EVSE away that had a transaction.
    private static void StopOrphans(ChargePoint cp, DateTimeOffset wentDown)
    {
        foreach (Transaction transaction in cp.Transactions.Items.ToArray())
        {
            if (transaction.Running && cp.FindConnector(transaction.ConnectorId) is null)
            {
                cp.Queue.Add(
                    cp.NextOrder(),
                    Actions.StopTransaction,
                    new()
                    {
                        TransactionId = transaction.WireId ?? 0,
                        MeterStop = (int)Math.Max(transaction.MeterStartWh, transaction.SampledWh),
                        Timestamp = transaction.Stamp(wentDown),
                        Reason = Reason.Other,
                    },
                    transaction
                );
                cp.Transactions.Ended(transaction);
            }
        }
    }

    private static bool CanResume(ChargePoint cp, Connector connector) =>
        cp.Settings.ResumeAfterPowerLoss
        && connector.Cable == CableState.Connected
        && connector.Fault is null
        && !connector.Inoperative
        && connector.TryLock();

    // The end of the transaction that an Unavailable waited for has come while it was dark.
    private static void ScheduledBefore(ChargePoint cp, Connector connector)
    {
        if (connector.InoperativeScheduled)
        {
            connector.InoperativeScheduled = false;
            connector.Inoperative = true;
            cp.Save(DurableParts.Availability);
        }
    }

    private static void StartStatus(Connector connector, Transaction? resumed)
    {
        ChargePointStatus status = resumed is not null ? ChargePointStatus.Preparing : connector.IdleStatus;
        connector.Status.StartWith(
            status,
            connector.Fault?.ErrorCode ?? connector.WarningWith(status),
            connector.Fault?.Info
        );
        if (status == ChargePointStatus.Preparing && resumed is null)
        {
            connector.Prepare();
        }
    }

    private static void Resume(ChargePoint cp, Connector connector, Transaction transaction, DateTimeOffset wentDown)
    {
        cp.Tell(EventCategory.Evse, ChargePointEventType.TransactionResumed, connector.Id, $"tag {transaction.IdTag}");
        connector.UpdatePower();
        MeterReport.Send(
            cp,
            connector.Id,
            transaction,
            [
                Reading(connector, ReadingContext.InterruptionBegin, transaction.Stamp(wentDown)),
                Reading(connector, ReadingContext.InterruptionEnd, transaction.Stamp(cp.Clock)),
            ]
        );
        SampledMeterValues.Schedule(cp, transaction);
    }

    // The register stood still in between.
    private static MeterValue Reading(Connector connector, ReadingContext context, DateTimeOffset at) =>
        new()
        {
            Timestamp = at,
            SampledValue =
            [
                new()
                {
                    Value = connector.Meter.RegisterWh.ToString(),
                    Context = context,
                    Measurand = Measurand.EnergyActiveImportRegister,
                    Unit = UnitOfMeasure.Wh,
                },
            ],
        };
}
