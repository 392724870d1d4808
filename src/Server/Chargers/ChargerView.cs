using ChargePoints;
using Ocpp;
using Server.Roster;
using Simulation.Chaos;
using Simulation.Transport;

namespace Server.Chargers;

/// <summary>From the roster to what the API shows, at an instant.</summary>
internal static class ChargerView
{
    public static Charger Of(RosterCharger charger, Instant now)
    {
        var (row, unit) = (charger.Row, charger.Unit);
        var snapshot = unit.Snapshot;
        var link = unit.Link;
        return new Charger
        {
            Id = row.Id,
            LocationId = row.LocationId,
            Vendor = row.Vendor,
            Model = row.Model,
            SerialNumber = row.SerialNumber,
            FirmwareVersion = snapshot.FirmwareVersion,
            CsmsUrl = row.CsmsUrl,
            EffectiveCsmsUrl = charger.CsmsUrl is null ? null : unit.CsmsUrl.OriginalString,
            SecurityProfile = unit.Configuration.SecurityProfile,
            MeterIntervalSeconds = unit.Configuration.MeterValueSampleIntervalSeconds,
            AuthorizeBeforeStart = row.AuthorizeBeforeStart,
            BootOnReconnect = row.BootOnReconnect,
            BackupPower = row.BackupPower,
            ResumeAfterPowerLoss = row.ResumeAfterPowerLoss,
            MaxReconnectAttempts = row.MaxReconnectAttempts,
            MaxReconnectMinutes = row.MaxReconnectMinutes,
            Quirks = charger.Unit.Definition.ChargePoint.Quirks,
            Running = row.Running,
            Connection = (ConnectionState)link.State,
            ConnectionDetail =
                unit.Failure
                ?? (link.State is LinkState.Waiting or LinkState.Failed && link.Detail.Length > 0 ? link.Detail : null),
            Registration = snapshot.Registration,
            Status = snapshot.Status,
            ErrorCode = snapshot.ErrorCode,
            QueuedMessages = snapshot.QueuedMessages,
            LastMessageAt = unit.LastMessageAt?.ToUtc(),
            Evses = [.. snapshot.Evses.Zip(row.Evses, (evse, definition) => Evse(evse, definition, now))],
            Chaos = [.. unit.Chaos.Select(Chaos)],
        };
    }

    public static Evse Evse(RosterCharger charger, ChargePointSnapshot snapshot, int evseId, Instant now) =>
        Evse(snapshot.Evses[evseId - 1], charger.Row.Evses[evseId - 1], now);

    public static Chaos Chaos(ActiveChaos active) =>
        new(
            active.Id,
            ChaosReader.KindOf(active.Settings),
            active.Settings.EvseId == 0 ? null : active.Settings.EvseId,
            active.StartedAt.ToUtc(),
            active.EndsAt?.ToUtc(),
            (active.Settings as Fault)?.ErrorCode,
            active.Settings.Summary
        );

    private static Evse Evse(EvseSnapshot evse, Storage.EvseRow definition, Instant now)
    {
        var energyWh = evse.EnergyMilliWhAt(now) / 1000;
        return new Evse
        {
            Id = evse.Id,
            CurrentType = definition.CurrentType,
            MaxPowerW = definition.MaxPowerW,
            Phases = definition.CurrentType == CurrentType.AC ? definition.Phases : null,
            VoltageV = definition.VoltageV,
            ConnectorType = definition.ConnectorType,
            Cable = definition.Cable == CableKind.Socket ? Cable.Socket : Cable.Fixed,
            Status = evse.Status,
            ErrorCode = evse.ErrorCode,
            Info = evse.Info,
            PowerW = Math.Round(evse.PowerW, 1),
            CurrentA = Math.Round(evse.CurrentA, 1),
            EnergyWh = energyWh,
            LimitW = Math.Round(evse.LimitW, 1),
            Vehicle = evse.Vehicle is { } vehicle ? new(vehicle.Id, Math.Round(vehicle.SocPercent, 1)) : null,
            Transaction = evse.Transaction is { } running
                ? new(
                    running.Id,
                    running.IdTag,
                    running.StartedAt,
                    running.MeterStartWh,
                    Math.Max(0, energyWh - running.MeterStartWh)
                )
                : null,
            LastTransaction = evse.LastTransaction is { } last
                ? new(last.Id, last.IdTag, last.StartedAt, last.StoppedAt, last.EnergyWh, last.Reason)
                : null,
            Reader = evse.Reader is { } reader
                ? new((TagState)reader.State, reader.IdTag, reader.Detail, reader.At?.ToUtc())
                : null,
            ConnectionTimeOutAt = evse.ConnectionTimeout == Instant.Never ? null : evse.ConnectionTimeout.ToUtc(),
        };
    }
}
