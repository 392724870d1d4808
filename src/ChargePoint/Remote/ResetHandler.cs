using Ocpp.V16;

namespace ChargePoints;

/// <summary>Reset (OCPP 1.6 §5.14): answers first, then goes down.</summary>
internal static class ResetHandler
{
    public static void Handle(ChargePoint cp, string messageId, ResetRequest request)
    {
        bool accepted = cp.IsServing;
        cp.Outbox.Reply(
            messageId,
            Actions.Reset,
            new() { Status = accepted ? ResetStatus.Accepted : ResetStatus.Rejected }
        );
        if (!accepted)
        {
            cp.TellRefused(Actions.Reset, ResetStatus.Rejected, cp.Power.WhyNotServing);
            return;
        }
        cp.Power.Reset(request.Type);
    }
}
