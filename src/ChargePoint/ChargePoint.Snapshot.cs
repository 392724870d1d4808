using Ocpp;

namespace ChargePoints;

public sealed partial class ChargePoint
{
    private static ChargePointSnapshot SnapshotOf(ChargePoint cp, long version)
    {
        var evses = new EvseSnapshot[cp.Connectors.Length];
        for (int i = 0; i < evses.Length; i++)
        {
            evses[i] = SnapshotOf(cp.Connectors[i]);
        }
        return new()
        {
            Version = version,
            PoweredOn = cp.Power.IsOn,
            Registration = cp.Registration.Status,
            Status = cp.Station.Status.Value,
            ErrorCode = cp.Station.Status.ErrorCode,
            FirmwareVersion = cp.Settings.FirmwareVersion,
            QueuedMessages = cp.Queue.SavedCount,
            ClockOffset = cp._clockOffset,
            Evses = evses,
        };
    }

    private static EvseSnapshot SnapshotOf(Connector connector)
    {
        EvseMeter meter = connector.Meter;
        return new()
        {
            Id = connector.Id,
            Status = connector.Status.Value,
            ErrorCode = connector.Status.ErrorCode,
            Info = connector.Status.Info,
            PowerW = meter.PowerW,
            CurrentA = meter.CurrentA,
            LimitW = meter.LimitW,
            EnergyMilliWh = meter.RegisterMilliWh,
            MeteredAt = meter.MeteredAt,
            PlugLocked = connector.Locked,
            Vehicle = connector.Vehicle is { } car ? new(car.Settings.Id, car.SocPercent) : null,
            Transaction = connector.Transaction is { } transaction
                ? new(transaction.Id, transaction.IdTag, transaction.StartedAt, transaction.MeterStartWh)
                : null,
        };
    }
}
