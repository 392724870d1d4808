namespace ChargePoints;

public sealed partial class ChargePoint
{
    // What has not changed is taken over from the snapshot before: whoever compares references sees what has.
    private static ChargePointSnapshot SnapshotOf(ChargePoint cp, ChargePointSnapshot? before)
    {
        IReadOnlyList<EvseSnapshot>? evses = before?.Evses;
        for (int i = 0; i < cp.Connectors.Length; i++)
        {
            EvseSnapshot? evseBefore = before?.Evses[i];
            EvseSnapshot evse = SnapshotOf(cp.Connectors[i], evseBefore);
            if (ReferenceEquals(evse, evseBefore))
            {
                continue;
            }
            if (ReferenceEquals(evses, before?.Evses))
            {
                evses = before is null ? new EvseSnapshot[cp.Connectors.Length] : [.. before.Evses];
            }
            ((EvseSnapshot[])evses!)[i] = evse;
        }
        return new()
        {
            Version = (before?.Version ?? 0) + 1,
            PoweredOn = cp.Power.IsOn,
            Running = cp.Power.IsRunning,
            Registration = cp.Registration.Status,
            Status = cp.Station.Status.Value,
            ErrorCode = cp.Station.Status.ErrorCode,
            FirmwareVersion = cp.FirmwareVersion,
            QueuedMessages = cp.Queue.SavedCount,
            ClockOffset = cp.ClockError,
            LocalAuthList = cp.LocalAuthList,
            Reservations = cp.Reservations?.Items,
            Security = cp.SecurityToShow(),
            SmartCharging = cp.InstalledProfiles.Count > 0 ? cp.SmartCharging!.Snapshot : null,
            Firmware = cp.FirmwareManagement?.Update?.Snapshot,
            Uploads = cp.FirmwareManagement?.Uploads,
            Evses = evses ?? [],
        };
    }

    private static EvseSnapshot SnapshotOf(Connector connector, EvseSnapshot? before)
    {
        EvseMeter meter = connector.Meter;
        VehicleSnapshot? vehicle = SnapshotOf(connector.Vehicle, before?.Vehicle);
        TransactionSnapshot? transaction = SnapshotOf(connector.Transaction, before?.Transaction);
        ReaderSnapshot? reader = ReaderOf(connector, before?.Reader);
        GridSide grid = connector.GridSide;
        bool same =
            before is not null
            && before.Status == connector.Status.Value
            && before.ErrorCode == connector.Status.ErrorCode
            && before.Info == connector.Status.Info
            && before.MeteredAt == meter.MeteredAt
            && before.EnergyMilliWh == meter.RegisterMilliWh
            && before.PowerW.Equals(meter.PowerW)
            && before.LimitW.Equals(meter.LimitW)
            && before.Grid == grid
            && before.PlugLocked == connector.Locked
            && ReferenceEquals(before.Vehicle, vehicle)
            && ReferenceEquals(before.Transaction, transaction)
            && ReferenceEquals(before.LastTransaction, connector.LastTransaction)
            && ReferenceEquals(before.Reader, reader)
            && before.ConnectionTimeout == connector.ConnectionTimeout;
        return same
            ? before!
            : new()
            {
                Id = connector.Id,
                Status = connector.Status.Value,
                ErrorCode = connector.Status.ErrorCode,
                Info = connector.Status.Info,
                PowerW = meter.PowerW,
                CurrentA = meter.CurrentA,
                LimitW = meter.LimitW,
                Grid = grid,
                EnergyMilliWh = meter.RegisterMilliWh,
                MeteredAt = meter.MeteredAt,
                PlugLocked = connector.Locked,
                Vehicle = vehicle,
                Transaction = transaction,
                LastTransaction = connector.LastTransaction,
                Reader = reader,
                ConnectionTimeout = connector.ConnectionTimeout,
            };
    }

    private static ReaderSnapshot? ReaderOf(Connector connector, ReaderSnapshot? before)
    {
        ReaderSnapshot? reader =
            connector.Attempt is { } attempt ? new(ReaderState.Checking, attempt.IdTag, null, null)
            : connector.RefusedTag is { } refused ? new(ReaderState.Refused, refused.IdTag, refused.Why, refused.At)
            : connector.Grant is { } grant ? new(ReaderState.Waiting, grant.IdTag, null, null)
            : null;
        return reader == before ? before : reader;
    }

    private static VehicleSnapshot? SnapshotOf(VehicleState? car, VehicleSnapshot? before) =>
        car is null ? null
        : before is not null && before.Id == car.Settings.Id && before.SocPercent.Equals(car.SocPercent) ? before
        : new(car.Settings.Id, car.SocPercent);

    private static TransactionSnapshot? SnapshotOf(Transaction? transaction, TransactionSnapshot? before) =>
        transaction is null ? null
        : before is not null
        && before.Id == transaction.Id
        && before.IdTag == transaction.IdTag
        && before.StartedAt == transaction.StartedAt
        && before.MeterStartWh == transaction.MeterStartWh
            ? before
        : new(transaction.Id, transaction.IdTag, transaction.StartedAt, transaction.MeterStartWh);
}
