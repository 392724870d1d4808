using Ocpp.V16;

namespace ChargePoints;

/// <summary>ExtendedTriggerMessage (security whitepaper §5.5): as TriggerMessage, with the messages of the security extension.</summary>
internal static class ExtendedTriggerMessage
{
    public static void Handle(ChargePoint cp, string messageId, ExtendedTriggerMessageRequest request)
    {
        Trigger trigger = !cp.IsServing
            ? Trigger.Rejected(cp.Power.WhyNotServing)
            : request.RequestedMessage switch
            {
                ExtendedMessageTrigger.BootNotification => Triggers.BootNotification(cp),
                ExtendedMessageTrigger.LogStatusNotification => Triggers.LogStatus(cp),
                ExtendedMessageTrigger.FirmwareStatusNotification => Triggers.SignedFirmwareStatus(cp),
                ExtendedMessageTrigger.Heartbeat => Triggers.Heartbeat(cp),
                ExtendedMessageTrigger.MeterValues => TriggeredMeterValues.Of(cp, request.ConnectorId),
                ExtendedMessageTrigger.SignChargePointCertificate => Triggers.SignCertificate(cp),
                ExtendedMessageTrigger.StatusNotification => Triggers.StatusNotification(cp, request.ConnectorId),
                _ => Trigger.NotImplemented("this charge point has no such message"),
            };
        cp.Outbox.Reply(messageId, Actions.ExtendedTriggerMessage, new() { Status = trigger.Status });
        if (trigger.WhyNot is { } why)
        {
            cp.TellRefused(Actions.ExtendedTriggerMessage, trigger.Status, why, request.ConnectorId ?? 0);
        }
        trigger.Send?.Invoke();
    }
}
