using Ocpp.V16;

namespace ChargePoints;

/// <summary>TriggerMessage (OCPP 1.6 §5.17): the answer first, then the message.</summary>
internal static class TriggerMessage
{
    public static void Handle(ChargePoint cp, string messageId, TriggerMessageRequest request)
    {
        Trigger trigger = !cp.IsServing
            ? Trigger.Rejected
            : request.RequestedMessage switch
            {
                MessageTrigger.BootNotification => Triggers.BootNotification(cp),
                MessageTrigger.DiagnosticsStatusNotification => Triggers.DiagnosticsStatus(cp),
                MessageTrigger.FirmwareStatusNotification => Triggers.FirmwareStatus(cp),
                MessageTrigger.Heartbeat => Triggers.Heartbeat(cp),
                MessageTrigger.MeterValues => TriggeredMeterValues.Of(cp, request.ConnectorId),
                MessageTrigger.StatusNotification => Triggers.StatusNotification(cp, request.ConnectorId),
                _ => Trigger.NotImplemented,
            };
        cp.Outbox.Reply(messageId, Actions.TriggerMessage, new() { Status = trigger.Status });
        trigger.Send?.Invoke();
    }
}
