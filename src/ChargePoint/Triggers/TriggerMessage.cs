using Ocpp.V16;

namespace ChargePoints;

/// <summary>TriggerMessage (OCPP 1.6 §5.17): the answer first, then the message.</summary>
internal static class TriggerMessage
{
    public static void Handle(ChargePoint cp, string messageId, TriggerMessageRequest request)
    {
        Trigger trigger = !cp.IsServing
            ? Trigger.Rejected(cp.Power.WhyNotServing)
            : request.RequestedMessage switch
            {
                MessageTrigger.BootNotification => Triggers.BootNotification(cp),
                MessageTrigger.DiagnosticsStatusNotification => Triggers.DiagnosticsStatus(cp),
                MessageTrigger.FirmwareStatusNotification => Triggers.FirmwareStatus(cp),
                MessageTrigger.Heartbeat => Triggers.Heartbeat(cp),
                MessageTrigger.MeterValues => TriggeredMeterValues.Of(cp, request.ConnectorId),
                MessageTrigger.StatusNotification => Triggers.StatusNotification(cp, request.ConnectorId),
                _ => Trigger.NotImplemented("this charge point has no such message"),
            };
        cp.Outbox.Reply(messageId, Actions.TriggerMessage, new() { Status = trigger.Status });
        if (trigger.WhyNot is { } why)
        {
            cp.TellRefused(Actions.TriggerMessage, trigger.Status, why, request.ConnectorId ?? 0);
        }
        trigger.Send?.Invoke();
    }
}
