using Ocpp.V16;

namespace ChargePoints;

/// <summary>ChangeConfiguration (OCPP 1.6 §5.3). An accepted value is durable before it is answered.</summary>
internal static class ChangeConfigurationHandler
{
    public static void Handle(ChargePoint cp, string messageId, ChangeConfigurationRequest request)
    {
        ConfigurationChange change = cp.Configuration.Change(
            request.Key,
            request.Value,
            out ConfigurationView next,
            cp.SecurityMeans
        );
        cp.Outbox.Reply(messageId, Actions.ChangeConfiguration, new() { Status = change.Status }, afterSave: true);
        if (change.Problem is { } problem)
        {
            cp.TellRefused(Actions.ChangeConfiguration, change.Status, problem);
            return;
        }
        ConfigurationEffects.Apply(cp, change.Key!, next);
    }

    /// <summary>The same by a technician's hand.</summary>
    public static Refusal? Set(ChargePoint cp, SetConfiguration input)
    {
        ConfigurationChange change = cp.Configuration.Change(
            input.Key,
            input.Value,
            out ConfigurationView next,
            cp.SecurityMeans
        );
        if (change.Problem is { } problem)
        {
            RefusalKind kind =
                change.Status == ConfigurationStatus.NotSupported ? RefusalKind.Unknown
                : change.IsReadOnly ? RefusalKind.ReadOnly
                : RefusalKind.Invalid;
            return new(kind, problem);
        }
        ConfigurationEffects.Apply(cp, change.Key!, next);
        return null;
    }
}
