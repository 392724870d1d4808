using Ocpp.V16;

namespace ChargePoints;

/// <summary>GetCompositeSchedule (OCPP 1.6 §5.7).</summary>
internal static class GetCompositeSchedule
{
    public static void Handle(ChargePoint cp, string messageId, GetCompositeScheduleRequest request)
    {
        bool possible = request.ConnectorId <= cp.Connectors.Length && request.Duration > 0;
        cp.Outbox.Reply(
            messageId,
            Actions.GetCompositeSchedule,
            possible ? Answer(cp, request) : new() { Status = GetCompositeScheduleStatus.Rejected }
        );
        if (!possible)
        {
            cp.TellRefused(
                Actions.GetCompositeSchedule,
                GetCompositeScheduleStatus.Rejected,
                request.Duration > 0 ? ChargePoint.NoConnector(request.ConnectorId) : "duration must be more than 0",
                request.ConnectorId
            );
        }
    }

    private static GetCompositeScheduleResponse Answer(ChargePoint cp, GetCompositeScheduleRequest request)
    {
        CompositeSchedule composite = CompositeSchedule.Of(
            cp.Settings,
            cp.Configuration,
            cp.SmartCharging?.Snapshot,
            request.ConnectorId,
            cp.Clock,
            request.Duration,
            request.ChargingRateUnit
        );
        return new()
        {
            Status = GetCompositeScheduleStatus.Accepted,
            ConnectorId = request.ConnectorId,
            ScheduleStart = composite.Start,
            ChargingSchedule = new()
            {
                Duration = composite.DurationSeconds,
                ChargingRateUnit = composite.Unit,
                ChargingSchedulePeriod = composite.Periods,
                StartSchedule = cp.Settings.Has(Quirk.StartScheduleInComposite) ? composite.Start : null,
            },
        };
    }
}
